import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { idOf, isRefusal, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Paging, Reads } from '@spoc/platform-nest'
import { Streams, Views } from '@spoc/platform-runtime'
import { CALENDARS, type CalendarDocument, type CalendarRules } from '@spoc/sla-contracts'
import { calendarStream, compileCalendar, defineCalendar } from '@spoc/sla-domain'
import { CalendarBody, NewCalendar } from './calendar.dto.js'
import { publicHolidays } from './public-holidays.js'

const readers = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read'] as const

/** When business time passes. */
@Controller('api/v1/calendars')
export class CalendarsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** `notes` say what was taken for what it surely means. Refused with the field, 422: what `compileCalendar` refuses, `calendar-holidays-malformed`. */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async define(@Body() { key, ...body }: NewCalendar, @Caller() given: Given) {
    const id: string =
      key !== undefined
        ? idOf('calendar', key)
        : given.idempotency
          ? idOf('calendar', given.idempotency.key)
          : newId(Date.parse(given.now))
    const rules = await rulesOf(body, given)
    const definition = { calendarId: id, name: body.name, rules }
    const changed = await this.streams.change(calendarStream, id, given, (calendar) => defineCalendar(calendar, definition))
    return { ...changed, id, notes: notesOn(rules) }
  }

  /** Adds a revision; clocks that run stay with the one they have. Refused: `calendar-unknown` 404, and as on defining. */
  @Put(':calendarId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async redefine(
    @Param('calendarId') id: string,
    @Body() body: CalendarBody,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const rules = await rulesOf(body, given)
    const definition = { calendarId: id, name: body.name, rules }
    const changed = await this.streams.change(
      calendarStream,
      id,
      given,
      (calendar) =>
        calendar.is === 'unknown'
          ? refuse('calendar-unknown', 'There is no such calendar.')
          : defineCalendar(calendar, definition),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id, notes: notesOn(rules) }
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

  /** With every revision there has been. Refused: `calendar-unknown` 404. */
  @Get(':calendarId')
  @AllowedTo(...readers)
  @Reads(CALENDARS)
  async one(@Param('calendarId') id: string) {
    const found = await this.views.of<CalendarDocument>(CALENDARS).get(id)
    if (found === undefined) throw new Refused(refuse('calendar-unknown', 'There is no such calendar.'))
    const { _id, nameKey: _, ...rest } = found
    return { id: _id, ...rest }
  }
}

async function rulesOf({ zone, hours, holidays, halfDays, holidaysOf }: CalendarBody, { now }: Given): Promise<CalendarRules> {
  const named = holidays.map(({ date, name }) => ({ date, name }))
  const half = halfDays.map(({ date, name, hours: open }) => ({ date, name, hours: open.map(({ from, to }) => ({ from, to })) }))
  const known = holidaysOf === undefined ? [] : await publicHolidays(holidaysOf, now)
  if (isRefusal(known)) throw new Refused(known)
  const taken = new Set([...named, ...half].map(({ date }) => date))
  return { zone, hours, holidays: [...named, ...known.filter(({ date }) => !taken.has(date))], halfDays: half }
}

function notesOn(rules: CalendarRules) {
  const compiled = compileCalendar(rules)
  return isRefusal(compiled) ? [] : compiled.notes
}
