import { contactFacts, rightsAt } from '@spoc/directory-contracts'
import { refuse, Refused, type Refusal } from '@spoc/platform-kernel'
import type { Principal } from '@spoc/platform-nest'
import type { FactsReader } from '@spoc/platform-runtime'
import { affectedAccounts, type WorkFacts } from '@spoc/works-contracts'
import { parseWorkReference, workIdOf, type Answering } from '@spoc/works-domain'

/** A work is asked for by its id, or by the reference that people know it by. */
export function workIdFrom(idOrReference: string): string {
  const reference = parseWorkReference(idOrReference)
  return reference === undefined ? idOrReference : workIdOf(reference)
}

/** Works are the provider's to plan: a token that is bound to an account is refused, `not-allowed`. */
export function mustBeProvider(principal: Principal): void {
  if (principal.accounts !== 'all') throw new Refused(refuse('not-allowed', 'Works are planned by the provider.'))
}

/**
 * For which account the caller answers: the one it names, or the only affected one that it may speak for. Refused: `account-missing` 422
 * where there are several, `work-unknown` where there is none.
 */
export function answeringFor(principal: Principal, accountId: string | undefined, work: WorkFacts): Answering | Refusal {
  const speaksFor = principal.accounts === 'all' ? 'every-account' : principal.accounts
  if (accountId !== undefined) return { accountId, speaksFor }
  const affected = work.is === 'unknown' ? [] : affectedAccounts(work)
  const own = affected.filter((id) => speaksFor === 'every-account' || speaksFor.includes(id))
  const [only, ...more] = own
  if (only === undefined) return refuse('work-unknown', 'There is no such work.')
  if (more.length > 0) return refuse('account-missing', 'Say for which account you answer.', 'accountId')
  return { accountId: only, speaksFor }
}

/**
 * Refuses, `not-allowed`, a client who may not approve works for the account: its contact's rights decide, a client manager always may.
 * Staff answer for a client who told them; an integration of the account answers for it.
 */
export async function refuseWithoutRight(
  principal: Principal,
  accountId: string,
  facts: FactsReader,
): Promise<Refusal | undefined> {
  if (principal.accounts === 'all' || principal.kind === 'integration') return undefined
  if (principal.roles.includes('client-manager')) return undefined
  const { contactId } = principal
  const may = contactId !== undefined && rightsAt(await facts.of(contactFacts, contactId), accountId).approvesWorks
  return may ? undefined : refuse('not-allowed', 'You may not answer planned works for this account.')
}
