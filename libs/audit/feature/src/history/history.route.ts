import { Controller, Get, Param, Query } from '@nestjs/common'
import { eventHash } from '@spoc/audit-domain'
import type { Given, Position, Recorded } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfTold, Paging, type Principal, Who } from '@spoc/platform-nest'
import { BadCursor } from '@spoc/platform-ports'
import { IsString, MaxLength } from 'class-validator'
import { Auditing } from '../access/auditing.js'
import { SubjectEvents } from '../trail/subject-events.js'

export class HistoryWanted extends Paging {
  /** Why, in the caller's own category (a ticket, a legal basis); kept with the record of the look. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  purpose?: string
}

/** A history that has been begun to be read ends where it ended then, so that its pages fit together. */
interface Place {
  readonly after: Position
  readonly through: Position
}

@Controller('api/v1/audit/requests')
export class HistoryRoute {
  constructor(
    private readonly auditing: Auditing,
    private readonly subjects: SubjectEvents,
  ) {}

  /** Every event about the request, of every context, in the one order of the log; the look itself is the last. Refused: `request-unknown` 404. */
  @Get(':idOrNumber/history')
  @AllowedTo('auditor', 'admin', 'manager', 'scope:audit:read')
  async history(
    @Param('idOrNumber') idOrNumber: string,
    @Query() { limit, cursor, purpose }: HistoryWanted,
    @Caller() given: Given,
    @Who() principal: Principal,
  ) {
    const place = cursor === undefined ? undefined : placeOf(cursor)
    const subject = await this.subjects.requestId(idOrNumber)
    const why = purpose === undefined ? {} : { purpose }
    const { position } = await this.auditing.record({ subject, to: 'history', ...why }, given, principal)
    const { after, through } = place ?? { after: 0n, through: position }
    const events = (await this.subjects.of(subject, through)).filter((event) => event.position > after)
    const page = events.slice(0, limit)
    const items = []
    for (const event of page) items.push(await this.shown(event, principal))
    const last = page.at(-1)
    const more = last !== undefined && events.length > page.length
    return { items, ...(more ? { next: `${last.position}-${through}` } : {}) }
  }

  private async shown(event: Recorded, principal: Principal) {
    const { id, position, stream, revision, type, metadata } = event
    const { recordedAt, occurredAt, actor, channel } = metadata
    return {
      ...{ id, position: String(position), stream, revision, type, recordedAt, occurredAt, actor, channel, metadata },
      hash: eventHash(event).toString('hex'),
      data: await this.auditing.dataOf(event, principal),
    }
  }
}

function placeOf(cursor: string): Place {
  const [, after, through] = /^(\d{1,19})-(\d{1,19})$/.exec(cursor) ?? []
  if (after === undefined || through === undefined) throw new BadCursor()
  return { after: BigInt(after), through: BigInt(through) }
}
