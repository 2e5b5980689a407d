import type { Fact, Instant } from '@spoc/platform-kernel'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * Local wall-clock hours `[from, to)`, each `HH:MM`. A `to` before `from` runs over midnight and belongs to the day it starts on; equal
 * is empty; `24:00` ends the day, and `23:59` is taken for it. Hours of a day may touch or overlap.
 */
export interface OpenHours {
  readonly from: string
  readonly to: string
}

/** A local date (`YYYY-MM-DD`) on which nothing is open, the morning part of a night shift included. */
export interface Holiday {
  readonly date: string
  readonly name: string
}

/** A local date on which exactly these hours are open, whatever the week says; they do not run over midnight. */
export interface HalfDay {
  readonly date: string
  readonly name: string
  readonly hours: readonly OpenHours[]
}

/** When business time passes. `zone` is an IANA zone; a weekday that is not named is closed; `24x7` is open around the clock. */
export interface CalendarRules {
  readonly zone: string
  readonly hours: '24x7' | Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>
  readonly holidays: readonly Holiday[]
  readonly halfDays: readonly HalfDay[]
}

/** Facts about one calendar. Stream `calendar-<id>`, written by sla alone. A definition adds a revision; earlier ones stay in use by the clocks that were reckoned with them. */
export type CalendarEvent = Fact<
  'sla.calendar-defined.v1',
  {
    readonly calendarId: string
    /** Counted from 1. */
    readonly revision: number
    readonly name: string
    readonly rules: CalendarRules
    /** It applies to requests received from then on; without one, to every request whose clocks start after it was defined. */
    readonly appliesFrom?: Instant
  }
>
