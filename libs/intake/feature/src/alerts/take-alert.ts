import { Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { claimId, requestFacts } from '@spoc/intake-contracts'
import { alertKey, draftOfAlert, requestStream, updateAlert, type Alert, type AlertGroup } from '@spoc/intake-domain'
import { idOf, isRefusal, Refused, type Given, type Id, type Position } from '@spoc/platform-kernel'
import { Streams } from '@spoc/platform-runtime'
import { Claims } from '../claims/claims.js'
import { ReceiveRequest, type Brought } from '../write/receive-request/receive-request.js'
import { AlertedService } from './alerted-service.js'
import { AlertRequests, isInHand, type AlertRequest } from './alert-requests.js'

/** Who sent it, and for whom it speaks. */
export interface AlertSource {
  readonly integrationId: Id<'integration'>
  readonly accountId?: Id<'account'>
}

/** What became of one alert. `ignored`: it is over, and nobody here had heard of it. */
export interface TakenAlert {
  readonly fingerprint: string
  readonly outcome: 'opened' | 'updated' | 'known' | 'ignored' | 'refused'
  readonly id?: Id<'request'>
  readonly number?: string
  readonly position?: Position
  /** Of `refused`. */
  readonly code?: string
}

interface Taking {
  readonly source: AlertSource
  readonly alert: Alert
  readonly group: AlertGroup
  readonly given: Given
}

/** One alert on its way in: to the request that has it in hand, else to a new one; its key is claimed before. */
@Injectable()
export class TakeAlert {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly claims: Claims,
    private readonly requests: AlertRequests,
    private readonly services: AlertedService,
  ) {}

  /** The same notice again changes nothing, or finishes what a crash left. */
  async take(source: AlertSource, alert: Alert, group: AlertGroup, caller: Given): Promise<TakenAlert> {
    const given = alert.startsAt < caller.now ? { ...caller, occurredAt: alert.startsAt } : caller
    const taking = { source, alert, group, given }
    const key = alertKey(source.integrationId, alert)
    const claimedFor = await this.claims.ownerOf('alert', ...key)
    if (claimedFor !== undefined) return this.again(claimedFor, taking)
    const before = await this.requests.of(source.integrationId, alert)
    const inHand = before.find(isInHand)
    if (alert.status === 'resolved') return inHand === undefined ? ignored(alert) : this.update(inHand, taking)
    const requestId = inHand?.requestId ?? idOf<'request'>('request', claimId('alert', ...key))
    const owner = await this.claims.take('alert', key, requestId, given)
    if (owner !== requestId) return this.again(owner, taking)
    return inHand === undefined ? this.open(requestId, taking, before[0]?.survivorId) : this.update(inHand, taking)
  }

  private async again(requestId: Id<'request'>, taking: Taking): Promise<TakenAlert> {
    const found = await this.requests.one(requestId)
    if (found !== undefined) return this.update(found, taking)
    const opened = await this.open(requestId, taking, undefined)
    const now = taking.alert.status === 'resolved' ? await this.requests.one(requestId) : undefined
    return now === undefined ? opened : { ...(await this.update(now, taking)), outcome: 'opened' }
  }

  private async open(
    requestId: Id<'request'>,
    { source, alert, group, given }: Taking,
    before: string | undefined,
  ): Promise<TakenAlert> {
    const { integrationId, accountId } = source
    const { description, ...draft } = draftOfAlert(integrationId, alert, group)
    const serviceInstanceId = await this.services.of(alert, accountId)
    const brought: Brought = {
      requestId,
      draft: {
        ...draft,
        title: draft.title.trim() === '' ? 'Alert' : draft.title,
        ...(typeof description === 'string' ? { description } : {}),
        ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
      },
      ...(accountId === undefined ? {} : { accountId }),
      identifiedBy:
        accountId === undefined
          ? { how: 'unknown', reason: 'The alert names no service instance that is somebody’s.' }
          : { how: 'integration', reason: 'The system that sent it speaks for the account.' },
      ...(before === undefined
        ? {}
        : { link: { to: before, relation: 'relates-to', reasons: ['The same alert had opened it, and it has ended.'] } }),
    }
    const { id, number, position } = await this.commands.execute(new ReceiveRequest(brought, given))
    this.requests.remember(integrationId, alert, id)
    return { fingerprint: alert.fingerprint, outcome: 'opened', id, number, position }
  }

  private async update(found: AlertRequest, taking: Taking): Promise<TakenAlert> {
    const { alert, given } = taking
    const { fingerprint, status, startsAt, endsAt } = alert
    const told = { fingerprint, status, startsAt, ...(endsAt === undefined ? {} : { endsAt }) }
    const known = { fingerprint, id: found.survivorId, number: found.survivor.number }
    // What was merged away is told of in the survivor; its own story has ended.
    if (found.requestId !== found.survivorId) return { ...known, outcome: 'known' }
    let isNews = false
    try {
      const { position } = await this.streams.change(requestStream, found.requestId, given, (request) => {
        const decision = updateAlert(request, told)
        isNews = !isRefusal(decision) && decision.length > 0
        return decision
      })
      return { ...known, outcome: isNews ? 'updated' : 'known', position }
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'follow-up-needed') throw error
      // It fires anew, and had been claimed for a request that has ended since.
      return this.openAfter(found.requestId, taking)
    }
  }

  private async openAfter(ended: Id<'request'>, taking: Taking): Promise<TakenAlert> {
    const requestId = idOf<'request'>('alert-again', ended, taking.alert.startsAt)
    const isThere = (await this.streams.load(requestFacts, requestId)).state.is === 'received'
    const opened = await this.open(requestId, taking, ended)
    return isThere ? { ...opened, outcome: 'known' } : opened
  }
}

function ignored({ fingerprint }: Alert): TakenAlert {
  return { fingerprint, outcome: 'ignored' }
}
