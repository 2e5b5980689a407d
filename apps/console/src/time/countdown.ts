import type { Clock } from '../api/requests.js'
import { span, type UnitLetters } from './span.js'

/** How pressing a clock is, by the shares at which the platform warns: half used, three quarters, nine tenths. */
export type Tone = 'calm' | 'soon' | 'urgent' | 'breached' | 'paused' | 'met' | 'late' | 'cancelled'

export interface Countdown {
  readonly tone: Tone
  /** Time left, or time over where `over`; absent where nothing counts down. */
  readonly text?: string
  readonly over: boolean
  /** How much of the time from start to due instant is gone, from 0 to 1. */
  readonly share?: number
}

/** How a clock stands at `now` (milliseconds since the epoch). */
export function countdown(clock: Clock, now: number, letters: UnitLetters): Countdown {
  const due = clock.dueAt === undefined ? undefined : Date.parse(clock.dueAt)
  const wasBreached = clock.breachedAt !== undefined && clock.breachedAt !== null
  if (clock.state === 'cancelled') return { tone: 'cancelled', over: false }
  if (clock.state === 'met') return { tone: wasBreached ? 'late' : 'met', over: false, share: 1 }
  if (clock.state === 'paused') return { tone: wasBreached ? 'breached' : 'paused', over: false }
  if (due === undefined || Number.isNaN(due)) return { tone: clock.state === 'breached' ? 'breached' : 'calm', over: false }
  const left = due - now
  if (left < 0 || clock.state === 'breached')
    return { tone: 'breached', text: span(Math.abs(left), letters), over: left < 0, share: 1 }
  const share = shareUsed(Date.parse(clock.startedAt), due, now)
  const tone = share >= 0.9 ? 'urgent' : share >= 0.5 ? 'soon' : 'calm'
  return { tone, text: span(left, letters), over: false, share }
}

/** By the calendar on the wall; the platform warns by the open hours of the contract. */
export function shareUsed(from: number, to: number, now: number): number {
  if (!(to > from)) return now >= to ? 1 : 0
  return Math.min(1, Math.max(0, (now - from) / (to - from)))
}

/** The clock that falls due next, or the one that most needs telling where none does. */
export function nextClock(clocks: readonly Clock[]): Clock | undefined {
  const due = ({ dueAt }: Clock) => (dueAt === undefined || dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt))
  const first = (state: Clock['state']) =>
    clocks.filter((clock) => clock.state === state).sort((one, other) => due(one) - due(other))[0]
  const counting = clocks
    .filter(({ state }) => state === 'running' || state === 'breached')
    .sort((one, other) => due(one) - due(other))[0]
  return counting ?? first('paused')
}
