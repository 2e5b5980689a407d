import { IfTold } from '@spoc/platform-nest'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator'

/** How a definition is asked for: to be made, or only to be tried, with a page of the clocks that it could move. */
export class DryRun {
  /** `true`: nothing is changed; the answer says what would be. */
  @IfTold()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false'

  /** Of a dry run: so many open clocks are looked at, 1 to 200, 50 unless told. */
  @IfTold()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50

  /** Of a dry run: `next` of the page before. */
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  cursor?: string
}
