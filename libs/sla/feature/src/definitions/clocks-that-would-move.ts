import type { Decision, Instant } from '@spoc/platform-kernel'
import {
  CLOCKS,
  type Clock,
  type ClockDocument,
  type ClockEvent,
  type ClockName,
  type NeverDue,
  type SlaOfRequest,
} from '@spoc/sla-contracts'
import { isOpen, slaStream } from '@spoc/sla-domain'
import type { DryRun } from './dry-run.dto.js'
import { orThrow, type Reading } from './trial.js'

/** A promise as far as it can move: `never` says why it has no due instant. */
export interface Standing {
  readonly targetMs: number
  readonly dueAt?: Instant
  readonly never?: NeverDue
}

/** An open clock that a reckoning under the definition would move; `to` is absent where it would no longer be promised. */
export interface MovedClock {
  readonly requestId: string
  readonly accountId: string
  readonly clock: ClockName
  readonly from: Standing
  readonly to?: Standing
}

export interface MovedClocks {
  readonly items: readonly MovedClock[]
  /** So many open clocks were looked at for this page. */
  readonly lookedAt: number
  /** Give it as `cursor` for the next page; none where this was the last. */
  readonly next?: string
}

/** What a reckoning of the request under the definition would record. */
export type Reckon = (state: SlaOfRequest) => Promise<Decision<ClockEvent>>

/**
 * Of the open clocks under a calendar or a policy, page by page, those that would fall due at another instant if they were reckoned anew. The
 * index says which clocks, the log how they stand; nothing is written.
 */
export async function clocksThatWouldMove(
  { streams, views }: Reading,
  under: { readonly field: 'calendarId' | 'policyId'; readonly id: string },
  reckon: Reckon,
  { limit, cursor }: Pick<DryRun, 'limit' | 'cursor'>,
): Promise<MovedClocks> {
  const filter = { [under.field]: under.id, state: { $in: ['running', 'paused', 'breached'] } }
  const query = { filter, sort: ['state', 'dueAt'], limit, ...(cursor === undefined ? {} : { cursor }) }
  const { items: open, next } = await views.of<ClockDocument>(CLOCKS).find(query)
  const reckoned = new Map<string, readonly ClockEvent[]>()
  const items: MovedClock[] = []
  for (const { requestId, accountId, clock: name } of open) {
    const { state } = await streams.load(slaStream, requestId)
    const clock = state.clocks[name]
    if (clock === undefined || !isOpen(clock)) continue
    const events = reckoned.get(requestId) ?? orThrow(await reckon(state))
    reckoned.set(requestId, events)
    const moved = movedBy(events, clock)
    if (moved !== undefined) items.push({ requestId, accountId, clock: name, from: standingOf(clock), ...moved })
  }
  return { items, lookedAt: open.length, ...(next === undefined ? {} : { next }) }
}

function movedBy(events: readonly ClockEvent[], clock: Clock): Pick<MovedClock, 'to'> | undefined {
  for (const { type, data } of events) {
    if (type === 'sla.clocks-cancelled.v1' && data.clocks.includes(clock.clock)) return {}
    const to = type === 'sla.clock-retargeted.v1' ? data.clocks.find((each) => each.clock === clock.clock) : undefined
    if (to !== undefined && (to.dueAt !== clock.dueAt || to.targetMs !== clock.targetMs)) return { to: standingOf(to) }
  }
  return undefined
}

function standingOf({ targetMs, dueAt, never }: Standing): Standing {
  return { targetMs, ...(dueAt !== undefined && { dueAt }), ...(never !== undefined && { never }) }
}
