import { contractFacts, serviceFacts } from '@spoc/directory-contracts'
import { newId, type Fact, type Instant, type Recorded } from '@spoc/platform-kernel'
import { engagementFacts } from '@spoc/routing-contracts'
import type { CalendarEvent, CalendarRules, Ola, PolicyEvent, SlaOfRequest } from '@spoc/sla-contracts'
import {
  calendarStream,
  defineCalendar,
  definePolicy,
  olaStream,
  policyStream,
  slaStream,
  type Calendar,
  type PolicyDraft,
} from '@spoc/sla-domain'
import { ACCOUNT, installed, signed } from '../directory.js'
import { engage } from '../engagements.js'
import { bring } from '../requests.js'
import type { Entry } from './audited-request.js'
import type { Book, Dated } from './book.js'
import { Chance } from './chance.js'
import { ContextInMemory } from './context-in-memory.js'
import { lifeOf, STEP, stepAfter, type Happening } from './lives.js'
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
/** A year of requests and their engagements: they happen step by step, and what falls due by a step is told before anything else happens. */
export class Year {
  readonly requests: string[] = []
  readonly calendars = new Map<string, Calendar>()
  private readonly chance: Chance
  private readonly context = new ContextInMemory(instant(YEAR[0]))
  private readonly policyOf = new Map<string, readonly [string, string]>()
  private readonly classOf = new Map<string, string>()
  private readonly calendarIds = {} as Record<CalendarKey, string>
  /** What is to be defined at a step. */
  private readonly definitions: { readonly at: number; readonly define: () => Promise<void> }[] = []
  /** What happens at a step, by request. */
  private readonly steps = new Map<number, Map<string, Happening[]>>()
  /** What was ordered for a request, by where the log stood. */
  private readonly orders = new Map<string, (Entry & { readonly position: bigint })[]>()
  private readonly engagements = new Map<string, string[]>()

  constructor(
    seed: number,
    private readonly count: number,
  ) {
    this.chance = new Chance(seed)
  }

  /** Lets it all happen, to the end of the year. */
  async pass(): Promise<void> {
    await this.promise()
    this.plan()
    for (let step = YEAR[0]; step < YEAR[1]; step += STEP) {
      this.context.now = instant(step)
      await this.context.wake()
      for (const { define } of this.definitions.filter(({ at }) => at === step)) await define()
      for (const [requestId, happenings] of this.steps.get(step) ?? [])
        for (const happening of happenings) await this.happen(requestId, happening)
    }
    this.context.now = instant(YEAR[1])
    await this.context.wake()
  }

  stream(name: string): Promise<readonly Fact[]> {
    return this.context.log.readStream(name)
  }

  async state(requestId: string): Promise<SlaOfRequest> {
    return (await this.context.streams.load(slaStream, requestId)).state
  }

  async ola(engagementId: string): Promise<Ola> {
    return (await this.context.streams.load(olaStream, engagementId)).state
  }

  engagementsOf(requestId: string): readonly string[] {
    return this.engagements.get(requestId) ?? []
  }

  /** What happened to a request and its engagements, as the log has it; and, in their places, what was ordered. */
  async entriesOf(requestId: string): Promise<readonly Entry[]> {
    const streams = [`request-${requestId}`, ...this.engagementsOf(requestId).map((id) => `engagement-${id}`)]
    const events = (await Promise.all(streams.map((stream) => this.context.log.readStream(stream)))).flat().map(asEntry)
    const all = [...events, ...(this.orders.get(requestId) ?? [])]
    return all.sort((one, other) => Number(one.position - other.position))
  }

  /** Every definition there was, as the log has it. */
  book(): Book {
    const calendars = new Map<string, Dated<OpenMinutes>[]>()
    const policies = new Map<string, Dated<Extract<PolicyEvent, Fact>['data']['rules']>[]>()
    for (const events of this.context.log.streams.values())
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
      aroundTheClock: calendars.get(this.calendarIds.always)![0]!.rules,
      stepAfter,
    }
  }

  /** Calendars, policies, contracts and services as they are on the first day, and what is to be defined in the course of the year. */
  private async promise(): Promise<void> {
    const ids = this.calendarIds
    for (const [key, revisions] of Object.entries(yearCalendars) as [CalendarKey, readonly Revised<Partial<CalendarRules>>[]][]) {
      const calendarId = (ids[key] = this.id())
      await this.define(revisions, async ({ body, appliesFrom }) => {
        const rules = { zone: 'Etc/UTC', hours: '24x7', holidays: [], halfDays: [], ...body } as const
        await this.context.streams.change(calendarStream, calendarId, this.context.given(), (calendar) =>
          defineCalendar(calendar, { calendarId, name: key, rules, ...appliesFrom }, this.context.given()),
        )
        this.calendars.set(calendarId, (await this.context.streams.load(calendarStream, calendarId)).state)
      })
    }
    const policies = {} as Record<PolicyKey, string>
    for (const [key, revisions] of Object.entries(yearPolicies(ids)) as [
      PolicyKey,
      readonly Revised<Omit<PolicyDraft, 'policyId' | 'name'>>[],
    ][]) {
      const policyId = (policies[key] = this.id())
      await this.define(revisions, async ({ body, appliesFrom }) => {
        await this.context.streams.change(policyStream, policyId, this.context.given(), (policy) =>
          definePolicy(policy, { policyId, name: key, ...body, ...appliesFrom }, this.calendars, this.context.given()),
        )
      })
    }
    for (const [usual, gold] of CONTRACTS) {
      const id = this.id()
      await this.context.streams.change(contractFacts, id, this.context.given(), () => [
        signed(policies[usual], { policies: { gold: policies[gold] } }),
      ])
      this.policyOf.set(id, [policies[usual], policies[gold]])
    }
    for (const serviceClass of ['gold', 'silver']) {
      const id = this.id()
      await this.context.streams.change(serviceFacts, id, this.context.given(), () => [installed(id, serviceClass)])
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
    const { context } = this
    const given = context.given({ occurredAt: instant(at) })
    switch (event.type) {
      case 'reckoned':
        add(this.orders, requestId, { at, known, event, position: context.log.position })
        await context.reckoning.reckon(requestId, { because: event.because }, context.given())
        return context.noteAlarm('sla', requestId)
      case 'engaged': {
        const { calendar, ...terms } = event.olaTerms
        const olaTerms = { ...terms, ...(calendar !== undefined && { calendarId: this.calendarIds[calendar] }) }
        const id = await engage(context.streams, requestId, context.given(), { ...event, olaTerms })
        add(this.engagements, requestId, id)
        return context.hear(`engagement-${id}`)
      }
      case 'routing.engagement-completed.v1':
      case 'routing.engagement-declined.v1':
      case 'routing.engagement-withdrawn.v1': {
        const id = this.engagementsOf(requestId).at(-1)!
        await context.streams.change(engagementFacts, id, given, () => [event])
        return context.hear(`engagement-${id}`)
      }
      default:
        await bring(context.streams, requestId, given, event)
        return context.hear(`request-${requestId}`)
    }
  }

  private id(): string {
    return newId(YEAR[0] + this.chance.below(DAY))
  }
}

function asEntry({ type, data, metadata, position, stream }: Recorded): Entry & { readonly position: bigint } {
  const event = { type, data } as Entry['event']
  return { at: Date.parse(metadata.occurredAt), known: Date.parse(metadata.recordedAt), event, stream, position }
}

function add<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  const values = to.get(key)
  if (values === undefined) to.set(key, [value])
  else values.push(value)
}

function dated<Rules>(rules: Rules, { appliesFrom }: { readonly appliesFrom?: Instant }): Dated<Rules> {
  return appliesFrom === undefined ? { rules } : { rules, appliesFrom: Date.parse(appliesFrom) }
}
