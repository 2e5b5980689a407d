import { IfTold, type WarningBody, WarningsIfTold } from '@spoc/platform-nest'
import type { ClockName, IdleTime } from '@spoc/sla-contracts'
import type { TermsDraft } from '@spoc/sla-domain'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, Matches, MaxLength, ValidateNested } from 'class-validator'
import { AreClockTerms } from './are-clock-terms.js'

export class PolicyRowBody {
  /** A service class, or `*` for any. */
  @IsString()
  @MaxLength(100)
  serviceClass: string = '*'

  @IsString()
  @MaxLength(100)
  priority: string = '*'

  @IsString()
  @MaxLength(100)
  kind: string = '*'

  /** By clock `{target: {minutes} | {workingDays}, calendarId, pausesOn?, metBy?, restartsOn?, warnings?}`, or `none`. */
  @AreClockTerms()
  clocks!: Readonly<Partial<Record<ClockName, TermsDraft | 'none'>>>
}

/** What a policy says. */
export class SlaPolicyTerms {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => PolicyRowBody)
  rows!: PolicyRowBody[]

  /** Of clocks that name none of their own; 50, 75 and 90 % unless told. Each for the SPOC unless it names audiences. */
  @WarningsIfTold()
  warnings?: WarningBody[]

  /** What the time between resolution and reopening is; `excluded` unless told. */
  @IfTold()
  @IsIn(['excluded', 'counted', 'restarted'])
  idleWhileResolved?: IdleTime
}

export class SlaPolicyBody extends SlaPolicyTerms {
  /** An instant with offset, now or later: the revision is for requests received from then on. From now on unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  appliesFrom?: string
}

export class NewPolicy extends SlaPolicyBody {
  /** A short name that makes defining it again the same policy, e.g. on import. */
  @IfTold()
  @IsString()
  @Matches(/^[\w.-]{1,100}$/)
  key?: string
}
