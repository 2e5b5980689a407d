import { applyDecorators } from '@nestjs/common'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsNumber, IsString, MaxLength, ValidateNested } from 'class-validator'
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

/** For the list of them, which may be left out. How many fit, the domain says too. */
export const WarningsIfTold = (): PropertyDecorator =>
  applyDecorators(
    IfTold(),
    IsArray(),
    ArrayMaxSize(100),
    ValidateNested({ each: true }),
    Type(() => WarningBody),
  )
