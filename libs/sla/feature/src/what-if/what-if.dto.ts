import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator'
import { IfTold, Paging } from '@spoc/platform-nest'
import { CalendarTerms } from '../calendars/calendar.dto.js'
import { SlaPolicyTerms } from '../policies/policy.dto.js'

/** A policy by reference, or one that is only thought of. */
export class AssumedPolicy {
  /** Of one there is. Without a definition, and without a revision, as last defined. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  policyId?: string

  @IfTold()
  @IsInt()
  @Min(1)
  revision?: number

  /** Instead of the two. */
  @IfTold()
  @ValidateNested()
  @Type(() => SlaPolicyTerms)
  definition?: SlaPolicyTerms
}

/** What stands in for a calendar there is: another revision of it, or one that is only thought of. */
export class AssumedCalendar {
  @IsString()
  @MaxLength(100)
  calendarId!: string

  /** As last defined unless told. */
  @IfTold()
  @IsInt()
  @Min(1)
  revision?: number

  /** Instead of a revision. */
  @IfTold()
  @ValidateNested()
  @Type(() => CalendarTerms)
  definition?: CalendarTerms
}

export class AskWhatIf {
  /** Requests received from this instant on, with offset, */
  @IsString()
  @MaxLength(40)
  from!: string

  /** and before this one. */
  @IsString()
  @MaxLength(40)
  to!: string

  /** Of this account alone. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  accountId?: string

  /** Only clocks that are promised by this policy. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  policyId?: string

  /** Instead of whatever policy each request was promised by. */
  @IfTold()
  @ValidateNested()
  @Type(() => AssumedPolicy)
  policy?: AssumedPolicy

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AssumedCalendar)
  calendars: AssumedCalendar[] = []
}

export class WhatIfRequestList extends Paging {
  /** Only requests of which a clock would have come out otherwise, or only the others. */
  @IfTold()
  @IsIn(['true', 'false'])
  changed?: 'true' | 'false'

  /** `csv` gives all of them at once, a line a clock. */
  @IsIn(['json', 'csv'])
  format: string = 'json'
}
