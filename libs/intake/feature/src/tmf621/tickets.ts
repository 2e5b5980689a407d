import { Inject, Injectable } from '@nestjs/common'
import {
  REQUEST_TEXTS,
  REQUESTS,
  REQUESTS_PERSONAL,
  type RequestDocument,
  type RequestTextsDocument,
} from '@spoc/intake-contracts'
import { isUuid, refuse, Refused, type Position } from '@spoc/platform-kernel'
import { CONFIG, maySee, type Config, type Principal } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { NotYetVisible, Views } from '@spoc/platform-runtime'
import { QueueItems } from '../read/queue/queue-items.js'
import { WrittenTexts } from '../written-texts.js'
import { ticketOf, type TroubleTicket } from './trouble-ticket.js'

export interface TicketPage {
  readonly tickets: readonly TroubleTicket[]
  /** Of all that fit. */
  readonly total: number
}

/** Pages of a store are so long at most. */
const LONGEST_STEP = 1_000

/** Reads requests as trouble tickets. */
@Injectable()
export class Tickets {
  constructor(
    private readonly views: Views,
    private readonly items: QueueItems,
    private readonly texts: WrittenTexts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The latest first. */
  async list(filter: Filter, offset: number, limit: number, principal: Principal): Promise<TicketPage> {
    const [total, found] = await Promise.all([
      this.views.of<RequestDocument>(REQUESTS).count(filter),
      this.from(filter, offset, limit),
    ])
    const [items, texts] = await Promise.all([
      this.items.of(found, principal),
      this.views.of<RequestTextsDocument>(REQUEST_TEXTS).getMany(found.map(({ _id }) => _id)),
    ])
    const descriptions = new Map(texts.map(({ _id, description }) => [_id, description?.text]))
    const tickets = found.flatMap((request, index) => {
      const item = items[index]
      return item === undefined ? [] : [ticketOf(request, item, this.config.publicUrl, descriptions.get(request._id))]
    })
    return { tickets, total }
  }

  /** Refused: `ticket-unknown` 404, for one that the caller may not see too. */
  async one(id: string, principal: Principal): Promise<TroubleTicket> {
    const request = isUuid(id) ? await this.views.of<RequestDocument>(REQUESTS).get(id) : undefined
    if (request === undefined || !maySee(principal, request.accountId))
      throw new Refused(refuse('ticket-unknown', 'There is no such trouble ticket.'))
    const [[item], texts] = await Promise.all([
      this.items.of([request], principal),
      this.views.of<RequestTextsDocument>(REQUEST_TEXTS).get(id),
    ])
    if (item === undefined) throw new Refused(refuse('ticket-unknown', 'There is no such trouble ticket.'))
    return ticketOf(request, item, this.config.publicUrl, await this.descriptionOf(texts))
  }

  /** The ticket as soon as it can be read; nothing where that takes too long. */
  async onceVisible(id: string, position: Position, principal: Principal): Promise<TroubleTicket | undefined> {
    try {
      await this.views.waitFor([REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS], position)
    } catch (error) {
      if (error instanceof NotYetVisible) return undefined
      throw error
    }
    return this.one(id, principal)
  }

  /** Stores page by cursor: an offset is walked to. */
  private async from(filter: Filter, offset: number, limit: number): Promise<readonly RequestDocument[]> {
    const view = this.views.of<RequestDocument>(REQUESTS)
    const sort = ['-receivedAt']
    let cursor: string | undefined
    for (let left = offset; left > 0;) {
      const step = Math.min(left, LONGEST_STEP)
      const { next } = await view.find({ filter, sort, limit: step, ...(cursor === undefined ? {} : { cursor }) })
      if (next === undefined) return []
      cursor = next
      left -= step
    }
    return (await view.find({ filter, sort, limit, ...(cursor === undefined ? {} : { cursor }) })).items
  }

  private async descriptionOf(texts: RequestTextsDocument | undefined): Promise<string | undefined> {
    const { text, blob } = texts?.description ?? {}
    return text ?? (blob === undefined ? undefined : this.texts.read({ sha256: blob }))
  }
}
