import { Injectable } from '@nestjs/common'
import { serviceFacts, type ServiceFacts } from '@spoc/directory-contracts'
import { refuse, type Refusal } from '@spoc/platform-kernel'
import { Streams, Views } from '@spoc/platform-runtime'
import { PLANNED_SERVICES, type PlannedServiceDocument } from '../read/directory.js'
import { everyOf } from './every.js'

export type InstalledService = Extract<ServiceFacts, { readonly is: 'installed' }> & { readonly id: string }

/** What one event can still carry: every service affected stands in it, and every account's contract beside it. */
export const MOST_SERVICES = 400
export const MOST_ACCOUNTS = 60

/** Finds what a work on some service instances affects: these, and whatever stands on them, step by step. */
@Injectable()
export class AffectedServices {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Each once. Refused: `service-unknown`, `too-many-affected`, both with the field. */
  async of(namedIds: readonly string[]): Promise<readonly InstalledService[] | Refusal> {
    const affected = new Map<string, InstalledService>()
    for (const [index, id] of namedIds.entries()) {
      const service = await this.installed(id)
      if (service === undefined)
        return refuse('service-unknown', 'There is no such service instance.', `serviceInstanceIds.${index}`)
      affected.set(id, service)
    }
    let fallen: readonly string[] = [...affected.keys()]
    while (fallen.length > 0) {
      const standing = await this.standingOn(fallen)
      const next = standing.filter(({ id }) => !affected.has(id))
      for (const service of next) affected.set(service.id, service)
      if (affected.size > MOST_SERVICES || accountsOf([...affected.values()]).size > MOST_ACCOUNTS)
        return refuse(
          'too-many-affected',
          `It affects more than ${MOST_SERVICES} services or ${MOST_ACCOUNTS} accounts; plan it in parts.`,
          'serviceInstanceIds',
        )
      fallen = next.map(({ id }) => id)
    }
    return [...affected.values()]
  }

  /** Those of the ids that are installed now. */
  async those(ids: readonly string[]): Promise<readonly InstalledService[]> {
    const services: InstalledService[] = []
    for (const id of ids) {
      const service = await this.installed(id)
      if (service !== undefined) services.push(service)
    }
    return services
  }

  private async installed(id: string): Promise<InstalledService | undefined> {
    const { state } = await this.streams.load(serviceFacts, id)
    return state.is === 'installed' ? { ...state, id } : undefined
  }

  /** Services that depend on one of these; the read model names candidates, their streams decide. */
  private async standingOn(ids: readonly string[]): Promise<readonly InstalledService[]> {
    const view = this.views.of<PlannedServiceDocument>(PLANNED_SERVICES)
    const candidates = await everyOf(view, { dependsOn: { $in: ids }, installed: true }, MOST_SERVICES)
    const services = await this.those(candidates.map(({ _id }) => _id))
    return services.filter(({ dependsOn }) => dependsOn.some((below) => ids.includes(below)))
  }
}

function accountsOf(services: readonly InstalledService[]): ReadonlySet<string> {
  return new Set(services.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId])))
}
