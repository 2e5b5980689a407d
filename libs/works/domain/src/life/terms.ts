import { epochMs, instantOf, plusMs, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'
import type { ApprovalNeeded, SilenceMeans, WorkImpact, WorkKind, WorkWindow } from '@spoc/works-contracts'

/** What an account's contract says about planned works. Days are of 24 hours. */
export interface WorkTerms {
  readonly accountId: string
  /** A work is announced at least so many days before its first window. */
  readonly leadTimeDays: number
  readonly silence: SilenceMeans
  /** The account answers within so many days; half of the time to the first window where the contract does not say. */
  readonly decideWithinDays?: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Without terms nothing is promised, and silence is no consent. */
function termsOf(accountId: string, terms: readonly WorkTerms[]): WorkTerms {
  return terms.find((one) => one.accountId === accountId) ?? { accountId, leadTimeDays: 0, silence: 'declines' }
}

/** Accounts whose services suffer. One whose services all go on untouched is told, not asked, and is owed no lead time. */
function accountsToAsk(impacts: readonly WorkImpact[]): readonly string[] {
  return [...new Set(impacts.filter(({ impact }) => impact !== 'no-impact').map(({ accountId }) => accountId))]
}

/** Refuses a window that has begun, or is nearer than an affected account's contract allows; an emergency may be at once. */
export function refuseLeadTime(
  work: { readonly kind: WorkKind; readonly windows: readonly WorkWindow[]; readonly impacts: readonly WorkImpact[] },
  terms: readonly WorkTerms[],
  now: Instant,
): Refusal | undefined {
  if (work.kind === 'emergency') return undefined
  const begun = work.windows.findIndex(({ from }) => epochMs(from) <= epochMs(now))
  if (begun >= 0) return refuse('window-in-the-past', 'A planned work begins in the future.', `windows.${begun}.from`)
  for (const accountId of accountsToAsk(work.impacts)) {
    const { leadTimeDays } = termsOf(accountId, terms)
    const earliest = plusMs(now, leadTimeDays * DAY_MS)
    const early = work.windows.findIndex(({ from }) => epochMs(from) < epochMs(earliest))
    if (early >= 0)
      return refuse(
        'lead-time-too-short',
        `Account ${accountId} is to be told ${leadTimeDays} days ahead: not before ${earliest}. Plan it later, or as an emergency.`,
        `windows.${early}.from`,
      )
  }
  return undefined
}

/** Whose approval is needed, and until when: nobody's in an emergency. */
export function approvalsNeeded(
  work: { readonly kind: WorkKind; readonly windows: readonly WorkWindow[]; readonly impacts: readonly WorkImpact[] },
  terms: readonly WorkTerms[],
  now: Instant,
): readonly ApprovalNeeded[] {
  if (work.kind === 'emergency') return []
  const begins = Math.min(...work.windows.map(({ from }) => epochMs(from)))
  return accountsToAsk(work.impacts).map((accountId) => {
    const { silence, decideWithinDays } = termsOf(accountId, terms)
    const half = Math.floor((begins - epochMs(now)) / 2)
    const within = decideWithinDays === undefined ? half : decideWithinDays * DAY_MS
    return { accountId, decideBy: instantOf(Math.min(begins, epochMs(now) + within)), silence }
  })
}
