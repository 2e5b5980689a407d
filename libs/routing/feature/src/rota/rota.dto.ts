import { IfTold } from '@spoc/platform-nest'
import type { TurnLength, Weekday } from '@spoc/routing-contracts'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'

export class RestrictionBody {
  /** 1 is Monday, 7 is Sunday. */
  @IsArray()
  @ArrayMaxSize(7)
  @IsIn([1, 2, 3, 4, 5, 6, 7], { each: true })
  weekdays!: Weekday[]

  @IsString()
  @MaxLength(5)
  from!: string

  @IsString()
  @MaxLength(5)
  to!: string
}

/** Exactly one of them. */
export class TurnBody {
  @IfTold()
  @IsInt()
  @Min(1)
  @Max(8_784)
  hours?: number

  @IfTold()
  @IsInt()
  @Min(1)
  @Max(366)
  days?: number

  @IfTold()
  @IsInt()
  @Min(1)
  @Max(53)
  weeks?: number
}

export class LayerBody {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  participants!: string[]

  @IsString()
  @MaxLength(10)
  startDate!: string

  @IfTold()
  @IsString()
  @MaxLength(10)
  endDate?: string

  @IsString()
  @MaxLength(5)
  handoverTime!: string

  @IsObject()
  @ValidateNested()
  @Type(() => TurnBody)
  every!: TurnBody

  @IfTold()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RestrictionBody)
  restrictions?: RestrictionBody[]

  @IfTold()
  @IsBoolean()
  perShift?: boolean
}

export class RotaBody {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsUUID()
  teamId!: string

  @IsString()
  @MaxLength(64)
  zone!: string

  /** In order of precedence. */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => LayerBody)
  layers!: LayerBody[]
}

export class OverrideBody {
  @IsUUID()
  personId!: string

  @IsString()
  @MaxLength(40)
  from!: string

  @IsString()
  @MaxLength(40)
  to!: string

  /** A swap: whose shift it is, all or part of. */
  @IfTold()
  @IsUUID()
  insteadOf?: string
}

/** Only what was told, so that the domain finds the length that is missing or one too many. */
export function turnLengthOf({ hours, days, weeks }: TurnBody): TurnLength {
  const told = {
    ...(hours !== undefined && { hours }),
    ...(days !== undefined && { days }),
    ...(weeks !== undefined && { weeks }),
  }
  return told as TurnLength
}
