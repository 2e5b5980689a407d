import { integrationFacts, type IntegrationDetails, type IntegrationEvent, type IntegrationFacts } from '@spoc/identity-contracts'
import { given as givenOf } from '@spoc/platform-testing'
import { issueToken } from './issue-token.js'
import { registerIntegration } from './register-integration.js'
import { revokeToken } from './revoke-token.js'

const given = givenOf(integrationFacts)
const now = '2026-01-12T09:00:00.000Z'
const details = (some: Partial<IntegrationDetails> = {}): IntegrationDetails => ({
  name: 'Nordlicht monitoring',
  kind: 'alertmanager',
  accountId: 'nordlicht',
  scopes: ['alerts:write'],
  ...some,
})
const registered = (): IntegrationEvent => ({ type: 'identity.integration-registered.v1', data: details() })
const issued = (): IntegrationEvent => ({ type: 'identity.token-issued.v1', data: { tokenId: 't1' } })
const revoked = (): IntegrationEvent => ({ type: 'identity.token-revoked.v1', data: { tokenId: 't1' } })
const register =
  (some: Partial<IntegrationDetails> = {}, accountIsKnown = true) =>
  (integration: IntegrationFacts) =>
    registerIntegration(integration, details(some), { accountIsKnown })
const issue =
  (token: Parameters<typeof issueToken>[1] = { tokenId: 't1' }) =>
  (integration: IntegrationFacts) =>
    issueToken(integration, token, { now })
const revoke = (tokenId: string) => (integration: IntegrationFacts) => revokeToken(integration, tokenId)

describe('registering an integration', () => {
  it('records its details', () => given().when(register()).then(registered()))
  it('changes nothing when the same is registered twice, tokens or not', () =>
    given(registered(), issued()).when(register()).thenNothing())
  it('refuses other details under the same id', () =>
    given(registered())
      .when(register({ name: 'Another' }))
      .thenRefused('integration-exists'))
  it.each([
    [{ name: '' }, 'field-missing', 'name'],
    [{ scopes: [] }, 'scope-missing', 'scopes'],
    [{ scopes: ['alerts:write', 'world:rule'] }, 'scope-unknown', 'scopes.1'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(register(some)).thenRefused(code, field))
  it('refuses a kind that there is not', () =>
    given()
      .when(register({ kind: 'telex' as IntegrationDetails['kind'] }))
      .thenRefused('kind-unknown', 'kind'))
  it('refuses an account that there is not', () => given().when(register({}, false)).thenRefused('account-unknown', 'accountId'))
})

describe('issuing a token', () => {
  it('records that there is one, and nothing of the token itself', () => given(registered()).when(issue()).then(issued()))
  it('changes nothing when it is issued already', () => given(registered(), issued()).when(issue()).thenNothing())
  it('refuses to issue a revoked one again', () =>
    given(registered(), issued(), revoked()).when(issue()).thenRefused('token-revoked', 'tokenId'))
  it('refuses one that has expired already', () =>
    given(registered())
      .when(issue({ tokenId: 't1', expiresAt: now }))
      .thenRefused('already-expired', 'expiresAt'))
  it('refuses an integration that there is not', () => given().when(issue()).thenRefused('integration-unknown'))
})

describe('revoking a token', () => {
  it('records it', () => given(registered(), issued()).when(revoke('t1')).then(revoked()))
  it('changes nothing the second time', () => given(registered(), issued(), revoked()).when(revoke('t1')).thenNothing())
  it('refuses one that there is not', () =>
    given(registered(), issued()).when(revoke('t2')).thenRefused('token-unknown', 'tokenId'))
})
