import { epochMs, type Instant } from '@spoc/platform-kernel'
import type { HolderOf } from '@spoc/sla-contracts'

/** What a request went over to at an instant: nobody's yet, being worked on, waiting, or at an end. */
export interface Turn {
  readonly at: Instant
  readonly to:
    | { readonly is: 'untouched' | 'in-work' | 'ended' }
    | {
        readonly is: 'waiting'
        readonly for: 'waiting-for-client' | 'waiting-for-window' | 'vendor' | 'own-team'
        readonly reason: string
      }
}

/** A team or a vendor that had the request, from its engagement to the end of it. */
export interface EngagedSpan {
  readonly engagementId: string
  readonly teamId: string
  readonly isVendor: boolean
  readonly from: Instant
  readonly to?: Instant
}

/** Milliseconds since 1970-01-01 UTC. */
export interface Held extends HolderOf {
  readonly from: number
  readonly to: number
}

/**
 * `[from, to)` cut into stretches that follow one another without a gap, each with who had the request then. Waiting goes before work; of
 * several who were engaged the last one brought in has it; with nobody engaged it is the point of contact's, once it was taken up.
 */
export function whoHadIt(turns: readonly Turn[], engaged: readonly EngagedSpan[], from: number, to: number): readonly Held[] {
  const inOrder = turns.map((turn) => ({ ...turn, ms: epochMs(turn.at) })).sort((a, b) => a.ms - b.ms)
  const spans = engaged.map((span) => ({
    ...span,
    begins: epochMs(span.from),
    ends: span.to === undefined ? Infinity : epochMs(span.to),
  }))
  const cuts = [from, ...inOrder.map(({ ms }) => ms), ...spans.flatMap(({ begins, ends }) => [begins, ends]), to]
  const within = [...new Set(cuts.filter((cut) => cut >= from && cut <= to))].sort((a, b) => a - b)
  return within.slice(0, -1).map((begins, index) => {
    const turn = inOrder.findLast(({ ms }) => ms <= begins)?.to ?? { is: 'untouched' as const }
    const has = spans.filter((span) => span.begins <= begins && begins < span.ends).reduce(later, undefined)
    return { from: begins, to: within[index + 1] ?? to, ...holderOf(turn, has) }
  })
}

type Span = EngagedSpan & { readonly begins: number }

function later(one: Span | undefined, other: Span): Span {
  return one === undefined || other.begins >= one.begins ? other : one
}

function holderOf(turn: Turn['to'], has: Span | undefined): HolderOf {
  if (turn.is === 'ended') return { holder: 'ended' }
  if (turn.is === 'waiting') return { holder: turn.for, reason: turn.reason }
  if (has !== undefined) {
    const { engagementId, teamId, isVendor } = has
    return { holder: isVendor ? 'vendor' : 'own-team', engagementId, teamId }
  }
  return { holder: turn.is === 'untouched' ? 'unassigned' : 'own-team' }
}
