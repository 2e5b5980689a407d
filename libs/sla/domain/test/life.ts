import { isRefusal, type Decision, type Instant } from '@spoc/platform-kernel'
import type { Clock, ClockEvent, ClockName, SlaOfRequest } from '@spoc/sla-contracts'
import { fire, slaStream, startClocks, type Policy, type RequestFacts } from '../src/index.js'
import { calendars, request } from './promises.js'

type Step = (state: SlaOfRequest) => Decision<ClockEvent>

/** A request's clocks on their way: what was decided so far, and what the last step brought. */
export class Life {
  constructor(
    readonly events: readonly ClockEvent[] = [],
    readonly last: readonly ClockEvent[] = [],
  ) {}

  get state(): SlaOfRequest {
    return this.events.reduce(slaStream.evolve, slaStream.initial)
  }

  /** The next decision, taken on what stands. */
  then(step: Step): Life {
    const decided = step(this.state)
    if (isRefusal(decided)) throw new Error(`${decided.refused}: ${decided.message}`)
    return new Life([...this.events, ...decided], decided)
  }

  /** The scheduler wakes the stream at every alarm up to an instant, each at its own time. */
  until(end: Instant): Life {
    const next = (slaStream.alarms?.(this.state) ?? []).map((alarm) => alarm.at).sort()[0]
    if (next === undefined || next > end) return new Life(this.events, this.last)
    return this.then((state) => fire(state, { now: next })).until(end)
  }

  clock(name: ClockName): Clock {
    const clock = this.state.clocks[name]
    if (clock === undefined) throw new Error(`No ${name} clock runs.`)
    return clock
  }

  /** The last step's events in short: `breached resolve 11:30`. */
  get told(): readonly string[] {
    return this.last.map(short)
  }

  all(type: ClockEvent['type']): readonly string[] {
    return this.events.filter((event) => event.type === type).map(short)
  }
}

/** Clocks that started when their request was received. */
export function started(policy: Policy, over: Partial<RequestFacts> = {}, now?: Instant): Life {
  const facts = request(over)
  return new Life().then((state) => startClocks(state, facts, { policy, calendars }, { now: now ?? facts.receivedAt }))
}

function short(event: ClockEvent): string {
  const what = event.type.slice('sla.'.length, -'.v1'.length)
  switch (event.type) {
    case 'sla.clock-breached.v1':
      return `${what} ${event.data.clock} ${time(event.data.effectiveAt)} seen ${time(event.data.detectedAt)}`
    case 'sla.clock-warned.v1':
      return `${what} ${event.data.clock} ${event.data.share} ${time(event.data.at)}`
    case 'sla.clock-met.v1':
      return `${what} ${event.data.clock} ${event.data.within ? 'within' : 'late'} ${time(event.data.at)}`
    case 'sla.breach-withdrawn.v1':
      return `${what} ${event.data.clock} ${event.data.because} ${time(event.data.at)}`
    case 'sla.clock-restarted.v1':
      return `${what} ${event.data.clock} ${time(event.data.startedAt)}`
    case 'sla.clocks-cancelled.v1':
      return `${what} ${event.data.clocks.join(' ')} ${event.data.because}`
    default:
      return `${what} ${event.data.clocks.map(({ clock }) => clock).join(' ')}`.trim()
  }
}

function time(instant: Instant): string {
  return instant.slice(11, 16)
}
