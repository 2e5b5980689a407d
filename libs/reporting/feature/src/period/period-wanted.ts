import { checkZone, parseInstant, refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { IfTold } from '@spoc/platform-nest'
import type { ReportPeriod } from '@spoc/reporting-contracts'
import { IsString, MaxLength } from 'class-validator'
import { DateTime } from 'luxon'

/** `[from, to)`: instants with an offset, or days (`2026-01-31`), which begin at midnight of the zone. */
export class PeriodWanted {
  @IsString()
  @MaxLength(40)
  from!: string

  @IsString()
  @MaxLength(40)
  to!: string

  /** IANA zone in which the borders are chosen. */
  @IsString()
  @MaxLength(64)
  zone: string = 'UTC'

  /** Of one account; of all that the caller may see unless told. */
  @IfTold()
  @IsString()
  @MaxLength(64)
  accountId?: string
}

/** Refused, with the field: `zone-unknown`, `invalid-instant`, `period-not-in-order`. */
export function periodOf({ from, to, zone }: PeriodWanted): ReportPeriod {
  const refusal = checkZone(zone, 'zone')
  if (refusal !== undefined) throw new Refused(refusal)
  const period = { from: border(from, zone, 'from'), to: border(to, zone, 'to'), zone }
  if (period.from >= period.to) throw new Refused(refuse('period-not-in-order', 'A period ends after it begins.', 'to'))
  return period
}

function border(text: string, zone: string, field: string): Instant {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? DateTime.fromISO(text, { zone }) : undefined
  const instant = day === undefined ? parseInstant(text) : day.isValid ? day.startOf('day').toJSDate().toISOString() : undefined
  if (instant === undefined)
    throw new Refused(refuse('invalid-instant', 'Name a day, or an instant with date, time and offset.', field))
  return instant
}
