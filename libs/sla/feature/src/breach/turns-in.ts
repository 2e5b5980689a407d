import { isDeepStrictEqual } from 'node:util'
import { requestFacts, type HoldReason, type Request } from '@spoc/intake-contracts'
import type { Turn } from '@spoc/sla-domain'
import type { RequestHistory } from '../terms/request-history.js'

/** What a request went over to, as its history tells it: at each fact that moved it on, and at no other, which may have taken effect long before it was told. */
export function turnsIn(history: RequestHistory): readonly Turn[] {
  const turns: Turn[] = []
  let state = requestFacts.initial
  for (const event of history) {
    const before = state.is === 'unknown' ? undefined : state.phase
    state = requestFacts.evolve(state, event)
    if (state.is === 'unknown' || isDeepStrictEqual(state.phase, before)) continue
    turns.push({ at: event.metadata.occurredAt, to: turnOf(state.phase) })
  }
  return turns
}

function turnOf(phase: Request['phase']): Turn['to'] {
  switch (phase.status) {
    case 'new':
      return { is: 'untouched' }
    case 'in-progress':
      return { is: 'in-work' }
    case 'waiting-for-client':
      return { is: 'waiting', for: 'waiting-for-client', reason: 'waiting-for-client' }
    case 'on-hold':
      return { is: 'waiting', for: heldBy(phase), reason: phase.reason }
    default:
      return { is: 'ended' }
  }
}

const windows: ReadonlySet<HoldReason> = new Set(['agreed-window', 'planned-work', 'freeze'])

type Hold = Extract<Request['phase'], { readonly status: 'on-hold' }>

/** A window that was agreed is nobody's delay, whoever asked for it; nor is what no party to the contracts has in hand. */
function heldBy({ reason, party }: Hold): Extract<Turn['to'], { readonly is: 'waiting' }>['for'] {
  if (windows.has(reason) || party === 'third-party') return 'waiting-for-window'
  if (reason === 'vendor' || party === 'vendor') return 'vendor'
  return party === 'client' ? 'waiting-for-client' : 'own-team'
}
