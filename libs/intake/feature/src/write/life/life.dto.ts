import {
  holdParties,
  holdReasons,
  resolutionCodes,
  type HoldParty,
  type HoldReason,
  type ResolutionCode,
} from '@spoc/intake-contracts'
import { IfTold } from '@spoc/platform-nest'
import { IsIn, IsString, MaxLength } from 'class-validator'

export class Reason {
  @IsString()
  @MaxLength(10_000)
  reason!: string
}

export class AwaitClientBody {
  /** What is asked of the client. */
  @IsString()
  @MaxLength(10_000)
  what!: string

  /** The first reminder, as an instant with offset; by the contract's days unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  remindAt?: string

  /** Resolved without an answer at this instant; by the contract's days unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  resolveAt?: string
}

export class HoldBody {
  @IsIn(holdReasons)
  reason!: HoldReason

  @IsIn(holdParties)
  party!: HoldParty

  /** Goes on by itself then. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  until?: string

  /** For colleagues. */
  @IfTold()
  @IsString()
  @MaxLength(10_000)
  note?: string
}

export class ResolveBody {
  @IsIn(resolutionCodes)
  code!: ResolutionCode

  /** Told to the client. */
  @IsString()
  @MaxLength(30_000)
  solution!: string
}
