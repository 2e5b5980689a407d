import { refuse, type Refusal } from '@spoc/platform-kernel'
import { affectedAccounts, type Approval, type Work, type WorkFacts } from '@spoc/works-contracts'

/** Whose answer it is, and for whom the caller may speak: a client for its own accounts, staff for every one. */
export interface Answering {
  readonly accountId: string
  readonly speaksFor: 'every-account' | readonly string[]
}

/** The work and the account's approval, where it may be answered now. A work that does not affect the account is not there for it. */
export function answerable(
  work: WorkFacts,
  { accountId, speaksFor }: Answering,
): { readonly work: Work; readonly approval: Approval } | Refusal {
  if (speaksFor !== 'every-account' && !speaksFor.includes(accountId))
    return refuse('account-foreign', 'You cannot answer for this account.', 'accountId')
  if (work.is === 'unknown' || !affectedAccounts(work).includes(accountId)) return refuseUnknown()
  const approval = work.approvals.find((one) => one.accountId === accountId)
  if (approval === undefined) return refuse('approval-not-needed', 'This work does not wait for the approval of this account.')
  return { work, approval }
}

/** Refuses an answer that comes too late to change anything. */
export function refuseLate(work: Work): Refusal | undefined {
  switch (work.is) {
    case 'tentative':
      return undefined
    case 'confirmed':
      return refuse('work-confirmed', 'All have approved it; ask the provider to reschedule it.')
    case 'in-process':
    case 'completed':
      return refuse('work-begun', 'The work has begun.')
    case 'cancelled':
      return refuse('work-cancelled', 'The work is cancelled.')
  }
}

export function refuseUnknown(): Refusal {
  return refuse('work-unknown', 'There is no such work.')
}
