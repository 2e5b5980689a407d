import type { Fact, Id, Instant } from '@spoc/platform-kernel'

/** A calendar day of the rota's zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** A wall-clock time of the rota's zone, `HH:MM`; `24:00` ends the day. */
export type LocalTime = string

/** ISO-8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** How long a turn lasts, counted on the wall clock. Exactly one of them. */
export type TurnLength = { readonly hours: number } | { readonly days: number } | { readonly weeks: number }

/** Wall-clock hours `[from, to)`; `to` before `from` runs over midnight and belongs to the day it starts; equal is empty. */
export interface Restriction {
  readonly weekdays: readonly Weekday[]
  readonly from: LocalTime
  readonly to: LocalTime
}

export interface RotaLayer {
  readonly name: string
  /** In the order of their turns; the first has the turn that begins on the start date. */
  readonly participants: readonly Id<'person'>[]
  readonly startDate: LocalDate
  /** From the beginning of this local day on: nobody. */
  readonly endDate?: LocalDate
  readonly handoverTime: LocalTime
  readonly every: TurnLength
  /** The layer is in force in these hours only; without any, always. Turns go on outside of them, unless `perShift`. */
  readonly restrictions?: readonly Restriction[]
  /** The rotation advances only at turns in which the layer is in force at some time. */
  readonly perShift?: boolean
}

/** The turn a swap was cut from, kept so that a swap is flagged when its turn moves. */
export interface Swap {
  readonly insteadOf: Id<'person'>
  readonly shift: { readonly from: Instant; readonly to: Instant }
}

/** Facts about who is on duty when. Stream `rota-<id>`, written by routing alone. */
export type RotaEvent =
  /** The rota from here on; said again, it replaces what was. Its layers stand in order of precedence. */
  | Fact<
      'routing.rota-defined.v1',
      {
        readonly name: string
        readonly teamId: Id<'team'>
        /** IANA zone, e.g. `Europe/Berlin`. */
        readonly zone: string
        readonly layers: readonly RotaLayer[]
      }
    >
  /** `[from, to)` above all layers; of several at once the later-added one wins. */
  | Fact<
      'routing.override-added.v1',
      {
        readonly overrideId: Id<'override'>
        readonly personId: Id<'person'>
        readonly from: Instant
        readonly to: Instant
        readonly swap?: Swap
      }
    >
  /** The layers hold again where the override stood. */
  | Fact<'routing.override-removed.v1', { readonly overrideId: Id<'override'> }>
