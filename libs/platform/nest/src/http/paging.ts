import { Type } from 'class-transformer'
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator'
import { IfTold } from './if-told.js'

/** The two parameters of every list. Extend it with the list's own filters. */
export class Paging {
  /** 1 to 200, 50 unless told. */
  @IfTold()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50

  /** `next` of the page before. */
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  cursor?: string

  /** Wait until the list holds what was written at this position. */
  @IfTold()
  @IsString()
  after?: string
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}
