import { integrationKinds, type IntegrationDetails, type IntegrationEvent, type IntegrationFacts } from '@spoc/identity-contracts'
import { canonicalJson, checkText, refuse, type Decision, type Refusal } from '@spoc/platform-kernel'

/** What tokens may be allowed. */
export const scopes = [
  'requests:read',
  'requests:write',
  'alerts:write',
  'directory:read',
  'directory:write',
  'reports:read',
  'works:read',
  'works:write',
  'audit:read',
] as const

export function registerIntegration(
  integration: IntegrationFacts,
  details: IntegrationDetails,
  known: { readonly accountIsKnown: boolean },
): Decision<IntegrationEvent> {
  if (integration.is === 'registered') {
    const { is: _, tokens: __, ...rest } = integration
    return canonicalJson(details) === canonicalJson(rest)
      ? []
      : refuse('integration-exists', 'There is such an integration already.')
  }
  return checkIntegration(details, known.accountIsKnown) ?? [{ type: 'identity.integration-registered.v1', data: details }]
}

function checkIntegration(details: IntegrationDetails, accountIsKnown: boolean): Refusal | undefined {
  const isScope = (scope: string) => scopes.some((known) => known === scope)
  return (
    checkText(details.name, 'name') ??
    (integrationKinds.includes(details.kind)
      ? undefined
      : refuse('kind-unknown', 'There is no such kind of integration.', 'kind')) ??
    (details.accountId === undefined || accountIsKnown
      ? undefined
      : refuse('account-unknown', 'There is no such account.', 'accountId')) ??
    (details.scopes.length === 0
      ? refuse('scope-missing', 'An integration is allowed at least one thing.', 'scopes')
      : undefined) ??
    (details.scopes.every(isScope)
      ? undefined
      : refuse(
          'scope-unknown',
          `A scope is one of ${scopes.join(', ')}.`,
          `scopes.${details.scopes.findIndex((scope) => !isScope(scope))}`,
        ))
  )
}
