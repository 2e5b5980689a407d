import { ArrayMaxSize, IsArray, IsNumber, IsString, MaxLength } from 'class-validator'
import { IfTold } from './if-told.js'

/** A warning ahead of a deadline, as every route that takes one is given it. Exactly one of share and lead; which values fit, the domain says. */
export class WarningBody {
  /** In percent of the target. */
  @IfTold()
  @IsNumber()
  share?: number

  /** Minutes before the deadline. */
  @IfTold()
  @IsNumber()
  leadMinutes?: number

  /** Of a lead: `business` (unless told) or `wall`. */
  @IfTold()
  @IsString()
  @MaxLength(20)
  time?: string

  /** Of `spoc`, `lead`, `team`, `manager`, and `client` where it is of a promise to one; for the record alone where the list is empty. */
  @IfTold()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  audiences?: string[]
}
