import { contractFacts, serviceFacts } from '@spoc/directory-contracts'
import { intakeContract, requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import { newId, type Decision, type Fact, type Given, type Instant } from '@spoc/platform-kernel'
import { Streams, type AnyReaction, type Background, type Opener } from '@spoc/platform-runtime'
import {
  slaContract,
  type CalendarEvent,
  type CalendarRules,
  type ClockEvent,
  type PolicyEvent,
  type SlaOfRequest,
} from '@spoc/sla-contracts'
import {
  calendarStream,
  defineCalendar,
  definePolicy,
  policyStream,
  slaStream,
  type Calendar,
  type PolicyDraft,
} from '@spoc/sla-domain'
import { clocksInTime } from '../../src/automation/clocks-in-time/timed.js'
import { keepClocks } from '../../src/automation/when-request-changes-then-keep-its-clocks/reaction.js'
import { ReckonAnewRoute } from '../../src/write/reckon-anew/reckon-anew.route.js'
import { ACCOUNT, installed, signed } from '../directory.js'
import { bring } from '../requests.js'
import type { Book, Dated, Entry } from './audited-request.js'
import { Chance } from './chance.js'
import { lifeOf, STEP, stepAfter, type Happening } from './lives.js'
import { LogInMemory } from './log-in-memory.js'
import { OpenMinutes } from './open-minutes.js'
import { yearCalendars, yearPolicies, type CalendarKey, type PolicyKey, type Revised } from './promises.js'

const DAY = 86_400_000
export const YEAR = [Date.parse('2025-01-06T00:00:00Z'), Date.parse('2026-01-06T00:00:00Z')] as const
/** Minutes before the year are looked at for the local date of its first, those after it for what falls due later. */
const [FIRST_MINUTE, LAST_MINUTE] = [YEAR[0] - 3 * DAY, YEAR[1] + 200 * DAY]
/** So long before it applies a revision is defined. */
const AHEAD = 20 * DAY
/** By its contract the usual policy, and that for class gold. */
const CONTRACTS = [
  ['standard', 'standard'],
  ['strict', 'standard'],
  ['generous', 'strict'],
  ['standard', 'generous'],
] as const

const instant = (at: number): Instant => new Date(at).toISOString() as Instant
/** Nothing here is anybody's secret. */
const openly = {
  seal: (_: string, data: unknown) => Promise.resolve(data),
  open: ({ type, data }: Fact) => Promise.resolve({ type, data }),
} as unknown as Opener

/**
 * A year of requests, their clocks kept by the automations of the context, woken at their alarms by a clock that is moved from step to step. Streams are
 * the runtime's own; the log is in memory, so that two thousand requests have their year in seconds.
 */
export class Year {
  readonly requests: string[] = []
  private now = YEAR[0]
  private readonly chance: Chance
  private readonly log = new LogInMemory()
  private readonly streams: Streams
  private readonly reaction: AnyReaction
  private readonly route: ReckonAnewRoute
  private readonly policyOf = new Map<string, readonly [string, string]>()
  private readonly classOf = new Map<string, string>()
  readonly calendars = new Map<string, Calendar>()
  /** What is to be defined at a step. */
  private readonly definitions: { readonly at: number; readonly define: () => Promise<void> }[] = []
  /** What happens at a step, by request. */
  private readonly steps = new Map<number, Map<string, Happening[]>>()
  /** What was ordered for a request, each after which of its events. */
  private readonly orders = new Map<string, (Entry & { readonly after: number })[]>()
  private readonly alarms = new Map<string, number>()

  constructor(
    seed: number,
    private readonly count: number,
  ) {
    this.chance = new Chance(seed)
    const log = this.log as unknown as Background['engines']['log']
    const clock = { now: () => instant(this.now) } as Background['engines']['clock']
    this.streams = new Streams(log, openly, [slaContract, intakeContract], clock)
    const background = { streams: this.streams, engines: { log } } as Background
    this.reaction = keepClocks(background)
    this.route = new ReckonAnewRoute(background)
  }

  /** Lets it all happen, to the end of the year. */
  async pass(): Promise<void> {
    await this.promise()
    this.plan()
    for (this.now = YEAR[0]; this.now < YEAR[1]; this.now += STEP) {
      await this.wake()
      for (const { define } of this.definitions.filter(({ at }) => at === this.now)) await define()
      for (const [requestId, happenings] of this.steps.get(this.now) ?? [])
        for (const happening of happenings) await this.happen(requestId, happening)
    }
    await this.wake()
  }

  stream(name: string): Promise<readonly Fact[]> {
    return this.log.readStream(name)
  }

  async state(requestId: string): Promise<SlaOfRequest> {
    return (await this.streams.load(slaStream, requestId)).state
  }

  /** What happened to a request, as the log has it; and, in their places, what was ordered. */
  async entriesOf(requestId: string): Promise<readonly Entry[]> {
    const events = await this.log.readStream(`request-${requestId}`)
    const orders = this.orders.get(requestId) ?? []
    return events.flatMap(({ type, data, metadata, revision }): Entry[] => [
      { at: Date.parse(metadata.occurredAt), known: Date.parse(metadata.recordedAt), event: { type, data } as RequestEvent },
      ...orders.filter(({ after }) => after === revision),
    ])
  }

  /** Every definition there was, as the log has it. */
  book(): Book {
    const calendars = new Map<string, Dated<OpenMinutes>[]>()
    const policies = new Map<string, Dated<Extract<PolicyEvent, Fact>['data']['rules']>[]>()
    for (const events of this.log.streams.values())
      for (const event of events as readonly Fact[] as readonly (CalendarEvent | PolicyEvent)[]) {
        if (event.type === 'sla.calendar-defined.v1')
          add(calendars, event.data.calendarId, dated(new OpenMinutes(event.data.rules, FIRST_MINUTE, LAST_MINUTE), event.data))
        if (event.type === 'sla.policy-defined.v1') add(policies, event.data.policyId, dated(event.data.rules, event.data))
      }
    return {
      calendars,
      policies,
      policyOf: (contractId, serviceClass) => this.policyOf.get(contractId)![serviceClass === 'gold' ? 1 : 0],
      classOf: (serviceInstanceId) => this.classOf.get(serviceInstanceId)!,
      stepAfter,
    }
  }

  /** Calendars, policies, contracts and services as they are on the first day, and what is to be defined in the course of the year. */
  private async promise(): Promise<void> {
    const ids = {} as Record<CalendarKey, string>
    for (const [key, revisions] of Object.entries(yearCalendars) as [CalendarKey, readonly Revised<Partial<CalendarRules>>[]][]) {
      const calendarId = (ids[key] = this.id())
      await this.define(revisions, async ({ body, appliesFrom }) => {
        const rules = { zone: 'Etc/UTC', hours: '24x7', holidays: [], halfDays: [], ...body } as const
        await this.streams.change(calendarStream, calendarId, this.given(), (calendar) =>
          defineCalendar(calendar, { calendarId, name: key, rules, ...appliesFrom }, this.given()),
        )
        this.calendars.set(calendarId, (await this.streams.load(calendarStream, calendarId)).state)
      })
    }
    const policies = {} as Record<PolicyKey, string>
    for (const [key, revisions] of Object.entries(yearPolicies(ids)) as [
      PolicyKey,
      readonly Revised<Omit<PolicyDraft, 'policyId' | 'name'>>[],
    ][]) {
      const policyId = (policies[key] = this.id())
      await this.define(revisions, async ({ body, appliesFrom }) => {
        await this.streams.change(policyStream, policyId, this.given(), (policy) =>
          definePolicy(policy, { policyId, name: key, ...body, ...appliesFrom }, this.calendars, this.given()),
        )
      })
    }
    for (const [usual, gold] of CONTRACTS) {
      const id = this.id()
      await this.streams.change(contractFacts, id, this.given(), () => [
        signed(policies[usual], { policies: { gold: policies[gold] } }),
      ])
      this.policyOf.set(id, [policies[usual], policies[gold]])
    }
    for (const serviceClass of ['gold', 'silver']) {
      const id = this.id()
      await this.streams.change(serviceFacts, id, this.given(), () => [installed(id, serviceClass)])
      this.classOf.set(id, serviceClass)
    }
  }

  /** The first revision at once, the others some time before they apply. */
  private async define<Body>(
    [first, ...later]: readonly Revised<Body>[],
    define: (revision: { readonly body: Body; readonly appliesFrom?: { readonly appliesFrom: Instant } }) => Promise<void>,
  ): Promise<void> {
    await define(first!)
    for (const { from, body } of later) {
      const appliesFrom = Date.parse(`${from}T00:00:00Z`)
      const revision = { body, appliesFrom: { appliesFrom: instant(appliesFrom) } }
      this.definitions.push({ at: stepAfter(appliesFrom - AHEAD), define: () => define(revision) })
    }
  }

  private plan(): void {
    const parties = { accountId: ACCOUNT, contracts: [...this.policyOf.keys()], services: [...this.classOf.keys()] }
    for (let index = 0; index < this.count; index += 1) {
      const requestId = this.id()
      this.requests.push(requestId)
      for (const happening of lifeOf(this.chance, YEAR, parties)) {
        const step = this.steps.get(happening.known) ?? new Map<string, Happening[]>()
        this.steps.set(happening.known, step)
        add(step, requestId, happening)
      }
    }
  }

  private async happen(requestId: string, { at, known, event }: Happening): Promise<void> {
    if (event.type !== 'reckoned') return this.tell(requestId, at, event)
    const { revision } = await this.streams.load(requestFacts, requestId)
    add(this.orders, requestId, { at, known, event, after: revision })
    await this.route.reckon(requestId, { because: event.because }, this.given())
    await this.noteAlarm(requestId)
  }

  /** It is recorded, and the context hears of it. */
  private async tell(requestId: string, at: number, event: RequestEvent): Promise<void> {
    const { revision } = await bring(this.streams, requestId, this.given({ occurredAt: instant(at) }), event)
    const [recorded] = await this.log.readStream(`request-${requestId}`, { from: revision })
    for (const { id, decide } of (await this.reaction.on[event.type]?.(recorded as never)) ?? [])
      await this.streams.change(
        slaStream,
        id,
        this.given(),
        (state, facts) => decide(state as never, this.given(), facts) as Decision<ClockEvent>,
        {
          source: { stream: `request-${requestId}`, revision },
        },
      )
    await this.noteAlarm(requestId)
  }

  /** Every stream that wants to be woken by now is, until none does. */
  private async wake(): Promise<void> {
    for (const [requestId, at] of this.alarms) {
      if (at > this.now) continue
      await this.streams.change(
        slaStream,
        requestId,
        this.given(),
        (state, facts) => clocksInTime.fire(state as never, this.given(), facts) as Decision<ClockEvent>,
      )
      await this.noteAlarm(requestId)
    }
  }

  private async noteAlarm(requestId: string): Promise<void> {
    const alarms = slaStream.alarms?.(await this.state(requestId)) ?? []
    if (alarms.length === 0) this.alarms.delete(requestId)
    else this.alarms.set(requestId, Math.min(...alarms.map(({ at }) => Date.parse(at))))
  }

  private given(over: Partial<Given> = {}): Given {
    return { now: instant(this.now), actor: { kind: 'system', id: 'spec' }, channel: 'api', correlation: 'spec', ...over }
  }

  private id(): string {
    return newId(this.now + this.chance.below(DAY))
  }
}

function add<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  const values = to.get(key)
  if (values === undefined) to.set(key, [value])
  else values.push(value)
}

function dated<Rules>(rules: Rules, { appliesFrom }: { readonly appliesFrom?: Instant }): Dated<Rules> {
  return appliesFrom === undefined ? { rules } : { rules, appliesFrom: Date.parse(appliesFrom) }
}
