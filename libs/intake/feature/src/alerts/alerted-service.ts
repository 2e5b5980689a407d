import { Injectable } from '@nestjs/common'
import { serviceFacts, SERVICES, type ServiceDocument } from '@spoc/directory-contracts'
import { circuitOf, type Alert } from '@spoc/intake-domain'
import { isUuid, type Id } from '@spoc/platform-kernel'
import { Streams, Views } from '@spoc/platform-runtime'

/** Tells which service instance an alert is about, by its labels. */
@Injectable()
export class AlertedService {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Of the integration's own account, where it has one: what it says of others' services is not believed. */
  async of(alert: Pick<Alert, 'labels'>, accountId: Id<'account'> | undefined): Promise<Id<'service'> | undefined> {
    const named = circuitOf(alert)
    if (named === undefined) return undefined
    for (const serviceInstanceId of isUuid(named) ? [named] : await this.called(named)) {
      const { state } = await this.streams.load(serviceFacts, serviceInstanceId)
      if (state.is === 'installed' && (accountId === undefined || state.accountId === accountId)) return serviceInstanceId
    }
    return undefined
  }

  private async called(circuitId: string): Promise<readonly string[]> {
    const { items } = await this.views
      .of<ServiceDocument>(SERVICES)
      .find({ filter: { circuitKey: circuitId.trim().toUpperCase() }, limit: 5 })
    return items.map(({ _id }) => _id)
  }
}
