import { Injectable } from '@nestjs/common'
import { isOpen, requestFacts, type Request } from '@spoc/intake-contracts'
import { followMerges, type Alert } from '@spoc/intake-domain'
import type { Id } from '@spoc/platform-kernel'
import { Streams, Views } from '@spoc/platform-runtime'
import { LRUCache } from 'lru-cache'
import { ALERTS, type AlertDocument } from './alerts.view.js'

/** A request that an alert has opened. */
export interface AlertRequest {
  readonly requestId: Id<'request'>
  readonly request: Request
  /** Where its conversation goes on: itself, or what it was merged into. */
  readonly survivorId: Id<'request'>
  readonly survivor: Request
}

/** Older ones have ended: an alert that fires while one is open goes to that one. */
const LOOKED_AT = 5

/** Finds the requests of an alert: candidates by the read model and by memory, the decision on their own streams. */
@Injectable()
export class AlertRequests {
  /** What was opened here a moment ago, and the read model does not know yet. */
  private readonly latest = new LRUCache<string, Id<'request'>>({ max: 10_000, ttl: 60_000 })

  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  remember(integrationId: string, { fingerprint }: Pick<Alert, 'fingerprint'>, requestId: Id<'request'>): void {
    this.latest.set(keyOf(integrationId, fingerprint), requestId)
  }

  /** The latest first. */
  async of(integrationId: string, { fingerprint }: Pick<Alert, 'fingerprint'>): Promise<readonly AlertRequest[]> {
    const { items } = await this.views
      .of<AlertDocument>(ALERTS)
      .find({ filter: { integrationId, fingerprint }, sort: ['-receivedAt'], limit: LOOKED_AT })
    const remembered = this.latest.get(keyOf(integrationId, fingerprint))
    const ids = new Set([...(remembered === undefined ? [] : [remembered]), ...items.map(({ _id }) => _id)])
    const found = await Promise.all([...ids].map((id) => this.one(id)))
    return found.filter((one) => one?.request.alert?.fingerprint === fingerprint).filter((one) => one !== undefined)
  }

  async one(requestId: Id<'request'>): Promise<AlertRequest | undefined> {
    const chain = await followMerges(requestId, async (id) => (await this.streams.load(requestFacts, id)).state)
    const request = chain?.requests[0]
    if (chain === undefined || request === undefined) return undefined
    return { requestId, request, survivorId: chain.survivorId, survivor: chain.survivor }
  }
}

/** Whether somebody has the alert in hand: in its own request, or in what that was merged into. */
export function isInHand({ survivor }: AlertRequest): boolean {
  return isOpen(survivor.status)
}

function keyOf(integrationId: string, fingerprint: string): string {
  return `${integrationId}\u0000${fingerprint}`
}
