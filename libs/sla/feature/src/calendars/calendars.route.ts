import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common'
import { idOf, isRefusal, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Answers, Caller, CLOCK, IfMatch, instantIn, Paging, Reads } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { CALENDARS, type CalendarDocument, type CalendarRules } from '@spoc/sla-contracts'
import { calendarStream, compileCalendar, defineCalendar, type Calendar, type CalendarDefinition } from '@spoc/sla-domain'
import type { FastifyReply } from 'fastify'
import { DryRun } from '../definitions/dry-run.dto.js'
import { revisionIn, RevisionList, revisionsIn } from '../definitions/revisions.js'
import { CalendarBody, NewCalendar } from './calendar.dto.js'
import { rulesIn } from './rules-in.js'
import { tryCalendar } from './try-calendar.js'

const readers = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read'] as const

/** When business time passes. */
@Controller('api/v1/calendars')
export class CalendarsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  /**
   * `notes` say what was taken for what it surely means. `?dryRun=true` changes nothing, and tells which open clocks would fall due at another
   * instant if they were reckoned anew. Refused with the field, 422: what `defineCalendar` refuses, `calendar-holidays-malformed`, `invalid-instant`.
   */
  @Post()
  @Answers({ 201: 'It is defined.', 200: 'A dry run: what would change.' })
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async define(
    @Body() { key, ...body }: NewCalendar,
    @Query() { dryRun, ...page }: DryRun,
    @Caller() given: Given,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id: string =
      key !== undefined
        ? idOf('calendar', key)
        : given.idempotency
          ? idOf('calendar', given.idempotency.key)
          : newId(Date.parse(given.now))
    const definition = await definitionOf(id, body, given)
    const notes = notesOn(definition.rules)
    const decide = (calendar: Calendar) => defineCalendar(calendar, definition, given)
    if (dryRun === 'true') {
      void reply.status(200)
      return { ...(await tryCalendar(this.reading, id, decide, page, given)), notes }
    }
    return { ...(await this.streams.change(calendarStream, id, given, decide)), id, notes }
  }

  /**
   * Adds a revision, for requests received from `appliesFrom` on; clocks that run stay with the one they have. Refused: `calendar-unknown` 404,
   * and as on defining, dry run included.
   */
  @Put(':calendarId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async redefine(
    @Param('calendarId') id: string,
    @Body() body: CalendarBody,
    @Query() { dryRun, ...page }: DryRun,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const definition = await definitionOf(id, body, given)
    const notes = notesOn(definition.rules)
    const decide = (calendar: Calendar) =>
      calendar.is === 'unknown'
        ? refuse('calendar-unknown', 'There is no such calendar.')
        : defineCalendar(calendar, definition, given)
    if (dryRun === 'true') return { ...(await tryCalendar(this.reading, id, decide, page, given)), notes }
    const options = ifRevision === undefined ? {} : { ifRevision }
    return { ...(await this.streams.change(calendarStream, id, given, decide, options)), id, notes }
  }

  @Get()
  @AllowedTo(...readers)
  @Reads(CALENDARS)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<CalendarDocument>(CALENDARS)
      .find({ sort: ['nameKey'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, nameKey: _, versions: __, ...rest }) => ({ id: _id, ...rest })) }
  }

  /** As last defined, with every revision there has been. Refused: `calendar-unknown` 404. */
  @Get(':calendarId')
  @AllowedTo(...readers)
  @Reads(CALENDARS)
  async one(@Param('calendarId') id: string) {
    const { _id, nameKey: _, ...rest } = await this.found(id)
    return { id: _id, ...rest }
  }

  /** The last defined first; `inForce` is the one for a request received now. Refused: `calendar-unknown` 404. */
  @Get(':calendarId/revisions')
  @AllowedTo(...readers)
  @Reads(CALENDARS)
  async revisions(@Param('calendarId') id: string, @Query() list: RevisionList) {
    return revisionsIn((await this.found(id)).versions, this.time.now(), list)
  }

  /** Refused: `calendar-unknown`, `revision-unknown` 404. */
  @Get(':calendarId/revisions/:revision')
  @AllowedTo(...readers)
  @Reads(CALENDARS)
  async revision(@Param('calendarId') id: string, @Param('revision') revision: string) {
    return revisionIn((await this.found(id)).versions, this.time.now(), Number(revision))
  }

  private get reading() {
    return { streams: this.streams, views: this.views }
  }

  private async found(id: string): Promise<CalendarDocument> {
    const found = await this.views.of<CalendarDocument>(CALENDARS).get(id)
    if (found === undefined) throw new Refused(refuse('calendar-unknown', 'There is no such calendar.'))
    return found
  }
}

async function definitionOf(calendarId: string, body: CalendarBody, given: Given): Promise<CalendarDefinition> {
  const { name, appliesFrom } = body
  const rules = await rulesIn(body, given)
  return { calendarId, name, rules, ...(appliesFrom !== undefined && { appliesFrom: instantIn(appliesFrom, 'appliesFrom') }) }
}

function notesOn(rules: CalendarRules) {
  const compiled = compileCalendar(rules)
  return isRefusal(compiled) ? [] : compiled.notes
}
