import { intakeContract } from '@spoc/intake-contracts'
import { splitStreamName, type Decision, type Fact, type Given, type Instant } from '@spoc/platform-kernel'
import { Streams, Told, type AnyReaction, type AnyTimed, type Background, type Opener } from '@spoc/platform-runtime'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { clocksInTime } from '../../src/automation/clocks-in-time/timed.js'
import { olaClocksInTime } from '../../src/automation/ola-clocks-in-time/timed.js'
import { keepOlaClock } from '../../src/automation/when-engagement-changes-then-keep-its-clock/reaction.js'
import { keepClocks } from '../../src/automation/when-request-changes-then-keep-its-clocks/reaction.js'
import { pauseOlaClocks } from '../../src/automation/when-request-waits-then-pause-its-engagements/reaction.js'
import { ReckonAnewRoute } from '../../src/write/reckon-anew/reckon-anew.route.js'
import { LogInMemory } from './log-in-memory.js'

/** Nothing here is anybody's secret. */
const openly = {
  seal: (_: string, data: unknown) => Promise.resolve(data),
  open: ({ type, data }: Fact) => Promise.resolve({ type, data }),
} as unknown as Opener

const timed: ReadonlyMap<string, AnyTimed> = new Map([clocksInTime, olaClocksInTime].map((one) => [one.kind.category, one]))

/** The automations of the context and what it does in time, on streams of the runtime over a log in memory, at a clock that is set from outside. */
export class ContextInMemory {
  now: Instant
  readonly log = new LogInMemory()
  readonly streams: Streams
  readonly reckoning: ReckonAnewRoute
  private readonly reactions: readonly AnyReaction[]
  private readonly alarms = new Map<string, Instant>()

  constructor(startsAt: Instant) {
    this.now = startsAt
    const log = this.log as unknown as Background['engines']['log']
    const clock = { now: () => this.now } as Background['engines']['clock']
    this.streams = new Streams(log, openly, [slaContract, intakeContract, routingContract], clock, new Told(() => false))
    const background = { streams: this.streams, engines: { log } } as Background
    this.reactions = [keepClocks(background), keepOlaClock(background), pauseOlaClocks(background)]
    this.reckoning = new ReckonAnewRoute(background)
  }

  given(over: Partial<Given> = {}): Given {
    return { now: this.now, actor: { kind: 'system', id: 'spec' }, channel: 'api', correlation: 'spec', ...over }
  }

  /** The last event of the stream has its effects. */
  async hear(source: string): Promise<void> {
    const event = (await this.log.readStream(source)).at(-1)!
    const place = { source: { stream: source, revision: event.revision } }
    for (const { on, into } of this.reactions)
      for (const { id, decide } of (await on[event.type]?.(event as never)) ?? [])
        await this.change(into, id, (state, facts) => decide(state as never, this.given(), facts), place)
  }

  /** Every stream that wants to be woken by now is. */
  async wake(): Promise<void> {
    for (const [stream, at] of this.alarms) {
      const [category, id] = splitStreamName(stream, [...timed.keys()]) ?? []
      const named = timed.get(category ?? '')
      if (at > this.now || named === undefined || id === undefined) continue
      await this.change(named.kind, id, (state, facts) => named.fire(state as never, this.given(), facts))
    }
  }

  /** When a stream wants to be woken next, after all that was decided on it. */
  async noteAlarm(category: string, id: string): Promise<void> {
    const kind = timed.get(category)?.kind
    if (kind === undefined) return
    const alarms = kind.alarms?.((await this.streams.load(kind, id)).state) ?? []
    const stream = `${category}-${id}`
    const [first] = alarms.map(({ at }) => at).sort()
    if (first === undefined) this.alarms.delete(stream)
    else this.alarms.set(stream, first)
  }

  private async change(
    kind: AnyReaction['into'],
    id: string,
    decide: (...asked: Parameters<Parameters<Streams['change']>[3]>) => Decision<Fact> | Promise<Decision<Fact>>,
    options: Parameters<Streams['change']>[4] = {},
  ): Promise<void> {
    await this.streams.change(kind, id, this.given(), decide, options)
    await this.noteAlarm(kind.category, id)
  }
}
