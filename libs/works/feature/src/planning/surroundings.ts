import { Inject, Injectable } from '@nestjs/common'
import { contractFacts, isInForce, type ContractFacts } from '@spoc/directory-contracts'
import type { Instant } from '@spoc/platform-kernel'
import { EVENT_LOG } from '@spoc/platform-nest'
import type { EventLog } from '@spoc/platform-ports'
import { FactsReader, Streams, Views } from '@spoc/platform-runtime'
import { workFacts, WORKS, type WorkConflict, type WorkDocument, type WorkImpact, type WorkWindow } from '@spoc/works-contracts'
import { conflicts, type RedundancyGroup, type WorkTerms } from '@spoc/works-domain'
import {
  ACCOUNT_CONTRACTS,
  PLANNED_SERVICES,
  type AccountContractDocument,
  type PlannedServiceDocument,
} from '../read/directory.js'
import { MOST_SERVICES, type InstalledService } from './affected-services.js'
import { everyOf } from './every.js'

const MOST_CONTRACTS = 100
const MOST_WORKS = 1_000

/** What a plan has to be held against: the contracts of the accounts it affects, and the works that it could get in the way of. */
@Injectable()
export class Surroundings {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Candidates are looked for in read models: waits until these hold all that has been acknowledged so far. */
  async settled(): Promise<void> {
    await this.views.waitFor([PLANNED_SERVICES, ACCOUNT_CONTRACTS, WORKS], await this.log.head())
  }

  /**
   * What the contracts in force say, an account each: those that its affected services name, or else all of the account's. Of several
   * the longest lead time holds, and silence approves only where all say so.
   */
  async terms(services: readonly InstalledService[], now: Instant, facts: FactsReader): Promise<readonly WorkTerms[]> {
    const terms: WorkTerms[] = []
    for (const accountId of new Set(services.flatMap((service) => service.accountId ?? []))) {
      const own = services.filter((service) => service.accountId === accountId)
      const inForce: Extract<ContractFacts, { readonly is: 'signed' }>[] = []
      for (const id of await this.contractIds(accountId, own)) {
        const contract = await facts.of(contractFacts, id)
        if (contract.is === 'signed' && isInForce(contract, now)) inForce.push(contract)
      }
      if (inForce.length === 0) continue
      terms.push({
        accountId,
        leadTimeDays: Math.max(...inForce.map(({ works }) => works.leadTimeDays)),
        silence: inForce.every(({ works }) => works.silence === 'approves') ? 'approves' : 'declines',
      })
    }
    return terms
  }

  async conflicts(
    workId: string,
    windows: readonly WorkWindow[],
    impacts: readonly WorkImpact[],
    services: readonly InstalledService[],
  ): Promise<readonly WorkConflict[]> {
    if (windows.length === 0) return []
    const groups = await this.groups(services)
    const own = impacts.map(({ serviceInstanceId }) => serviceInstanceId)
    const touching = [...new Set([...own, ...groups.flatMap(({ serviceInstanceIds }) => serviceInstanceIds)])]
    const overlapping = {
      open: true,
      firstFrom: { $lt: windows.map(({ to }) => to).reduce((last, to) => (to > last ? to : last)) },
      lastTo: { $gt: windows.map(({ from }) => from).reduce((first, from) => (from < first ? from : first)) },
      serviceInstanceIds: { $in: touching },
    }
    const candidates = await everyOf(this.views.of<WorkDocument>(WORKS), overlapping, MOST_WORKS)
    const others = []
    for (const { _id } of candidates) {
      const { state: work } = await this.streams.load(workFacts, _id)
      others.push({ workId: _id, work })
    }
    return conflicts({ workId, windows, impacts }, others, groups)
  }

  private async contractIds(accountId: string, services: readonly InstalledService[]): Promise<readonly string[]> {
    const named = new Set(services.flatMap(({ contractId }) => contractId ?? []))
    if (named.size > 0) return [...named]
    const view = this.views.of<AccountContractDocument>(ACCOUNT_CONTRACTS)
    return (await everyOf(view, { accountId }, MOST_CONTRACTS)).map(({ _id }) => _id)
  }

  /** The redundancy groups that have a leg among the affected services. A group is one account's own. */
  private async groups(services: readonly InstalledService[]): Promise<readonly RedundancyGroup[]> {
    const groups = new Map<string, RedundancyGroup>()
    const view = this.views.of<PlannedServiceDocument>(PLANNED_SERVICES)
    for (const { accountId, redundancyGroup } of services) {
      if (accountId === undefined || redundancyGroup === undefined) continue
      const name = `${accountId}/${redundancyGroup}`
      if (groups.has(name)) continue
      const members = await everyOf(view, { accountId, redundancyGroup, installed: true }, MOST_SERVICES)
      groups.set(name, { redundancyGroupId: redundancyGroup, serviceInstanceIds: members.map(({ _id }) => _id) })
    }
    return [...groups.values()]
  }
}
