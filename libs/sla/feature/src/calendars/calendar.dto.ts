import { IfTold } from '@spoc/platform-nest'
import type { CalendarRules } from '@spoc/sla-contracts'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsString, Matches, MaxLength, ValidateNested } from 'class-validator'
import { IsHours } from './is-hours.js'

export class OpenHoursBody {
  @IsString()
  @MaxLength(5)
  from!: string

  @IsString()
  @MaxLength(5)
  to!: string
}

export class HolidayBody {
  @IsString()
  @MaxLength(10)
  date!: string

  @IsString()
  @MaxLength(200)
  name!: string
}

export class HalfDayBody extends HolidayBody {
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => OpenHoursBody)
  hours!: OpenHoursBody[]
}

/** What a calendar says. */
export class CalendarTerms {
  @IsString()
  @MaxLength(200)
  name!: string

  /** IANA zone. */
  @IsString()
  @MaxLength(64)
  zone!: string

  /** `24x7`, or lists of `{from, to}` by weekday; a weekday that is not named is closed. */
  @IsHours()
  hours!: CalendarRules['hours']

  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => HolidayBody)
  holidays: HolidayBody[] = []

  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => HalfDayBody)
  halfDays: HalfDayBody[] = []

  /** Adds the public holidays of a country, or of a part of it: `DE`, `DE-BE`. Days that are named above stay as they are. */
  @IfTold()
  @IsString()
  @Matches(/^[A-Za-z]{2}(-[A-Za-z0-9]{1,4}){0,2}$/)
  holidaysOf?: string
}

export class CalendarBody extends CalendarTerms {
  /** An instant with offset, now or later: the revision is for requests received from then on. From now on unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  appliesFrom?: string
}

export class NewCalendar extends CalendarBody {
  /** A short name that makes defining it again the same calendar, e.g. on import. */
  @IfTold()
  @IsString()
  @Matches(/^[\w.-]{1,100}$/)
  key?: string
}
