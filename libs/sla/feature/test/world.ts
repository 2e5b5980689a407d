import { Module } from '@nestjs/common'
import {
  contractFacts,
  CONTRACTS,
  directoryContract,
  serviceFacts,
  type ContractDocument,
  type ContractEvent,
  type ContractTerms,
} from '@spoc/directory-contracts'
import { intakeContract, type RequestEvent, type RequestReceived } from '@spoc/intake-contracts'
import { newId, plusMs, type EventContract, type Instant } from '@spoc/platform-kernel'
import type { ContextModule } from '@spoc/platform-nest'
import { projector, type AnyProjector } from '@spoc/platform-runtime'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { engagementFacts, routingContract, type EngagementEvent } from '@spoc/routing-contracts'
import {
  breachFacts,
  slaContract,
  type BreachAttribution,
  type ClockDocument,
  type ClockName,
  type Ola,
  type OlaClockDocument,
  type SlaOfRequest,
} from '@spoc/sla-contracts'
import { olaStream, slaStream } from '@spoc/sla-domain'
import { slaContext } from '../src/index.js'
import { ACCOUNT, installed, OTHER_ACCOUNT, signed } from './directory.js'
import { engage, type Engaging } from './engagements.js'
import { bring, received } from './requests.js'

const FIRST_DAY = '2025-01-06T00:00:00.000Z'
const DAY_MS = 86_400_000

export { ACCOUNT, OTHER_ACCOUNT }

/** A context of another process: all there is of it here is what it publishes. */
function published(contract: EventContract, projectors: readonly AnyProjector[] = []): ContextModule {
  @Module({})
  class Empty {}
  return { automation: { contract, projectors, reactions: [], timed: [] }, module: Empty }
}

const contracts = projector<ContractDocument, ContractEvent>({
  collection: CONTRACTS,
  version: 1,
  on: {
    'directory.contract-signed.v1': ({ stream, data }, into) => {
      const _id = stream.slice('contract-'.length)
      into.put(_id, () => ({ _id, ...data }))
    },
  },
})

/** The sla context at work, with what it hears of intake and of the directory. */
export class SlaWorld {
  /** Days since Monday 2025-01-06. */
  private day = 0

  private constructor(
    readonly world: World,
    readonly admin: CallerOf,
  ) {}

  /** `relayed`: what intake records reaches the bus. */
  static async open({ relayed = true }: { readonly relayed?: boolean } = {}): Promise<SlaWorld> {
    const others = relayed
      ? [published(intakeContract), published(routingContract), published(directoryContract, [contracts])]
      : []
    const world = await openWorld({
      contexts: [slaContext, ...others],
      contracts: [slaContract, intakeContract, routingContract, directoryContract],
      startsAt: FIRST_DAY,
    })
    return new SlaWorld(world, await world.as('admin'))
  }

  /** At UTC on the day of the case: `at('10:30')`, or so many days later: `at('10:30', 1)`. */
  at(time: string, daysLater = 0): Instant {
    return `${plusMs(FIRST_DAY, (this.day + daysLater) * DAY_MS).slice(0, 11)}${time}:00.000Z`
  }

  /** Another case begins, at this time on a Monday of its own. */
  async begin(time = '08:00'): Promise<void> {
    this.day += 7
    await this.moveTo(this.at(time))
  }

  get streams() {
    return this.world.service.background.streams
  }

  close() {
    return this.world.close()
  }

  moveTo(instant: Instant) {
    return this.world.moveTo(instant)
  }

  async calendar(body: object = {}): Promise<string> {
    return this.created('/api/v1/calendars', { name: 'Always', zone: 'Etc/UTC', hours: '24x7', ...body })
  }

  async policy(clocks: object, more: readonly object[] = [], over: object = {}): Promise<string> {
    return this.created('/api/v1/sla-policies', { name: 'Standard', rows: [{ clocks }, ...more], ...over })
  }

  /** A contract of the account by which everything falls under the policy, or by class. */
  async contract(defaultPolicyId: string, over: Partial<ContractTerms> = {}): Promise<string> {
    const id: string = newId(Date.now())
    await this.streams.change(contractFacts, id, this.world.given(), () => [signed(defaultPolicyId, over)])
    return id
  }

  async service(serviceClass: string, accountId = ACCOUNT): Promise<string> {
    const id: string = newId(Date.now())
    await this.streams.change(serviceFacts, id, this.world.given(), () => [installed(id, serviceClass, accountId)])
    return id
  }

  /** A new request of the account, under the contract; received now. */
  async request(contractId: string | undefined, over: Partial<RequestReceived> = {}): Promise<string> {
    const id: string = newId(Date.now())
    const { now } = this.world.given()
    await this.tell(id, received({ accountId: ACCOUNT, receivedAt: now, ...(contractId && { contractId }), ...over }))
    return id
  }

  /** Something happens to the request now. */
  async tell(requestId: string, ...events: readonly RequestEvent[]): Promise<void> {
    await bring(this.streams, requestId, this.world.given(), ...events)
  }

  /** The contract's terms are others from now on. */
  async amend(contractId: string, over: Partial<ContractTerms>): Promise<void> {
    await this.streams.change(contractFacts, contractId, this.world.given(), (contract) => {
      if (contract.is === 'unknown') return []
      const { is: _, ...terms } = contract
      const amended: ContractEvent = { type: 'directory.contract-amended.v1', data: { ...terms, ...over, reason: 'agreed' } }
      return [amended]
    })
  }

  /** Whose doing the breaches of the request's clocks were, once each that has been told has been looked into. */
  async attributed(requestId: string): Promise<readonly BreachAttribution[]> {
    await this.settled(requestId)
    await this.heard(`sla-${requestId}`)
    return (await this.streams.load(breachFacts, requestId)).state.attributed
  }

  /** A team is engaged on the request now. */
  engage(requestId: string, over: Engaging = {}): Promise<string> {
    return engage(this.streams, requestId, this.world.given(), over)
  }

  /** Something happens to the engagement now, or happened earlier. */
  async tellEngagement(engagementId: string, event: EngagementEvent, occurredAt = this.world.given().now): Promise<void> {
    await this.streams.change(engagementFacts, engagementId, this.world.given({ occurredAt }), () => [event])
  }

  /** The clock of an engagement, once all that has been told of it and of its request has had its effect, and nothing is due. */
  async ola(requestId: string, engagementId: string): Promise<Ola> {
    await this.heard(`engagement-${engagementId}`)
    await this.heard(`request-${requestId}`)
    const { now } = this.world.given()
    return eventually(
      `nothing of ${engagementId} is due`,
      async () => (await this.streams.load(olaStream, engagementId)).state,
      (ola) => (olaStream.alarms?.(ola) ?? []).every((alarm) => alarm.at > now),
    )
  }

  /** Types of what the stream of an engagement's clock holds, in order. */
  async olaStory(requestId: string, engagementId: string): Promise<readonly string[]> {
    await this.ola(requestId, engagementId)
    const events = await this.world.service.background.engines.log.readStream(`ola-${engagementId}`)
    return events.map(({ type }) => type.replace(/^sla\.ola-(.*)\.v1$/, '$1'))
  }

  /** What the list of such clocks shows of a request, once it has heard of all that has been told of the engagement. */
  async olaClocks(requestId: string, engagementId: string, query = ''): Promise<readonly OlaClockDocument[]> {
    await this.ola(requestId, engagementId)
    const { position } = await this.streams.load(olaStream, engagementId)
    const { body } = await this.admin.get(`/api/v1/ola-clocks?requestId=${requestId}&after=${position}${query}`)
    return (body as { items: OlaClockDocument[] }).items
  }

  /** Something becomes known now that happened earlier. */
  async tellLate(requestId: string, occurredAt: Instant, ...events: readonly RequestEvent[]): Promise<void> {
    await bring(this.streams, requestId, this.world.given({ occurredAt }), ...events)
  }

  /** Moves the clock there, and lets something happen to the request then. */
  async later(instant: Instant, requestId: string, ...events: readonly RequestEvent[]): Promise<void> {
    await this.moveTo(instant)
    await this.tell(requestId, ...events)
  }

  /** The clocks as they are listed, once the list has heard of all that has been told of the request. */
  async clocks(requestId: string, caller = this.admin): Promise<Partial<Record<ClockName, ClockDocument>>> {
    await this.settled(requestId)
    const { position } = await this.streams.load(slaStream, requestId)
    const { body } = await caller.get(`/api/v1/clocks?requestId=${requestId}&after=${position}`)
    const { items } = body as { items: ClockDocument[] }
    return Object.fromEntries(items.map((item) => [item.clock, item]))
  }

  async state(requestId: string): Promise<SlaOfRequest> {
    await this.settled(requestId)
    return (await this.streams.load(slaStream, requestId)).state
  }

  /** When something of a clock is to happen next. */
  nextAlarm(): Promise<Instant | undefined> {
    return this.monitor.alarms.next()
  }

  /** Resolves once the list of contracts holds all that was signed. */
  async listed(): Promise<void> {
    const [last] = await this.world.service.background.engines.log.readAll({ direction: 'backwards', limit: 1 })
    await this.world.service.background.views.waitFor([CONTRACTS], last?.position ?? 0n)
  }

  /** Types of what the clocks' stream holds, in order. */
  async story(requestId: string): Promise<readonly string[]> {
    await this.settled(requestId)
    const events = await this.world.service.background.engines.log.readStream(`sla-${requestId}`)
    return events.map(({ type }) => type.replace(/^sla\.(.*)\.v1$/, '$1'))
  }

  /** Resolves once all that has been told of the request has had its effect, and nothing is due any more. */
  async settled(requestId: string): Promise<void> {
    await this.heard(`request-${requestId}`)
    const { state } = await this.streams.load(slaStream, requestId)
    const { now } = this.world.given()
    const waiting = (slaStream.alarms?.(state) ?? []).filter((alarm) => alarm.at <= now)
    if (waiting.length === 0) return
    await eventually(
      `nothing of ${requestId} is due`,
      async () => slaStream.alarms?.((await this.streams.load(slaStream, requestId)).state) ?? [],
      (alarms) => alarms.every((alarm) => alarm.at > now),
    )
  }

  /** All that the stream holds has had its effect. */
  async heard(stream: string): Promise<void> {
    await this.monitor.reactions.catchUp(stream)
  }

  private get monitor() {
    const running = this.world.service.background.running.find(({ context }) => context === 'sla')
    if (running === undefined) throw new Error('The sla context does not run.')
    return running
  }

  private async created(path: string, body: object): Promise<string> {
    const answer = await this.admin.post(path, body)
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return (answer.body as { id: string }).id
  }
}
