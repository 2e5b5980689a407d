import { maySee, type Principal } from '@spoc/platform-nest'
import type { WorkAnswersDocument, WorkDocument } from '@spoc/works-contracts'

/**
 * A work as the caller may see it. A client sees what happens to its own services and what it answered itself: no other account, and none
 * of how the provider goes about it.
 */
export function shown(
  work: WorkDocument,
  answers: WorkAnswersDocument | undefined,
  nameOf: (accountId: string) => string | undefined,
  principal: Principal,
) {
  const own = <T extends { readonly accountId: string }>(items: readonly T[]) =>
    items.filter(({ accountId }) => maySee(principal, accountId)).map((item) => named(item, nameOf))
  const { _id: id, reference, title, description, kind, state, windows, sequence, plannedAt, changedAt, revision } = work
  const { startedAt, completedAt, outcome, reason, method, rollback, conflicts, plannedBy } = work
  return {
    ...{ id, reference, title, description, kind, state, windows, sequence, plannedAt, changedAt, revision },
    ...{ startedAt, completedAt, outcome, reason },
    impacts: own(work.impacts),
    approvals: own(work.approvals).map((approval) => ({ ...approval, ...saidBy(answers, approval) })),
    proposals: own(work.proposals).map(({ accountId, accountName, window }) => ({ accountId, accountName, window })),
    announcements: own(work.announcements),
    ...(principal.accounts === 'all' ? { method, rollback, conflicts, plannedBy } : {}),
  }
}

function named<T extends { readonly accountId: string }>(item: T, nameOf: (accountId: string) => string | undefined) {
  return { ...item, accountName: nameOf(item.accountId) }
}

/** What was said with the answer that stands; of a proposal or a no that is taken back nothing is shown. */
function saidBy(
  found: WorkAnswersDocument | undefined,
  { accountId, answer, bySilence }: { readonly accountId: string; readonly answer: string; readonly bySilence: boolean },
) {
  if (bySilence) return {}
  const last = found?.answers.findLast((one) => one.accountId === accountId && one.answer === answer)
  return last === undefined ? {} : { reason: last.reason }
}
