import { Controller, Get, Param, Query } from '@nestjs/common'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, Who, type Principal } from '@spoc/platform-nest'
import { Auditing } from '../access/auditing.js'
import { SubjectEvents } from '../trail/subject-events.js'
import { Moments, MomentWanted } from './moment-wanted.js'
import { reasonsOf, stateOf } from './state.js'

@Controller('api/v1/audit/requests')
export class AsOfRoute {
  constructor(
    private readonly auditing: Auditing,
    private readonly subjects: SubjectEvents,
    private readonly moments: Moments,
  ) {}

  /**
   * The request as it was known at an instant or a position: request, routing, engagements, pages and clocks, and what each decision until
   * then rested on. Of a position, `asOf.instant` is when the last event about the request until then was recorded. Refused:
   * `request-unknown` 404; a moment that is none 422.
   */
  @Get(':idOrNumber/as-of')
  @AllowedTo('auditor', 'admin', 'manager', 'scope:audit:read')
  async asOf(
    @Param('idOrNumber') idOrNumber: string,
    @Query() wanted: MomentWanted,
    @Caller() given: Given,
    @Who() principal: Principal,
  ) {
    const moment = await this.moments.named(wanted)
    if (moment === undefined)
      throw new Refused(refuse('moment-missing', 'Name the instant or the position to look back to.', 'instant'))
    const { purpose } = wanted
    const subject = await this.subjects.requestId(idOrNumber)
    const why = purpose === undefined ? {} : { purpose }
    const look = { subject, to: 'as-of', asOf: moment.instant ?? String(moment.position), ...why } as const
    await this.auditing.record(look, given, principal)
    const events = await this.subjects.of(subject, moment.position)
    const shown = []
    for (const event of events) shown.push({ ...event, data: await this.auditing.dataOf(event, principal) })
    const instant = moment.instant ?? events.at(-1)?.metadata.recordedAt
    return { asOf: { position: String(moment.position), instant }, ...stateOf(shown), why: reasonsOf(events) }
  }
}
