import { Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator'

/** The two parameters of every list. Extend it with the list's own filters. */
export class Paging {
  /** 1 to 200, 50 unless told. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string

  /** Wait until the list holds what was written at this position. */
  @IsOptional()
  @IsString()
  after?: string
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}
