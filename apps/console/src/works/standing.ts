import { workImpacts, type Work, type WorkImpact } from '../api/works.js'

/** The worst that any service instance suffers while the work goes on. */
export function worstImpact({ impacts }: Pick<Work, 'impacts'>): WorkImpact | undefined {
  const worst = Math.max(-1, ...(impacts ?? []).map(({ impact }) => workImpacts.findIndex((known) => known === impact)))
  return workImpacts[worst]
}

/** Which of these accounts have still to approve or decline. */
export function awaitedOf(
  { approvals, state }: Pick<Work, 'approvals' | 'state'>,
  accountIds: readonly string[],
): readonly string[] {
  if (state !== 'tentative') return []
  return (approvals ?? []).flatMap(({ accountId, answer }) =>
    answer === 'awaited' && accountIds.includes(accountId) ? [accountId] : [],
  )
}

export function impactTone(impact: string): 'calm' | 'soon' | 'urgent' | 'breached' {
  return impact === 'outage' ? 'breached' : impact === 'degraded' ? 'urgent' : impact === 'reduced-redundancy' ? 'soon' : 'calm'
}

export function stateTone(state: string): 'calm' | 'soon' | 'paused' {
  return state === 'tentative' ? 'soon' : state === 'confirmed' || state === 'in-process' ? 'calm' : 'paused'
}
