import { IfTold } from '@spoc/platform-nest'
import { Type } from 'class-transformer'
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator'

export class TicketFields {
  /** Attributes wanted, comma separated; `id` is always told. */
  @IfTold()
  @IsString()
  @MaxLength(500)
  @Matches(/^[@\w]+(\s*,\s*[@\w]+)*$/)
  fields?: string

  /** Wait until what was written at this position can be seen. */
  @IfTold()
  @IsString()
  after?: string
}

/** TMF630's paging, and equality on some attributes; several values, comma separated, are any of them. */
export class TicketList extends TicketFields {
  /** At most 10,000: whoever wants more asks by attributes. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  offset: number = 0

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50

  @IfTold()
  @IsString()
  @MaxLength(200)
  status?: string

  @IfTold()
  @IsString()
  @MaxLength(100)
  severity?: string

  @IfTold()
  @IsString()
  @MaxLength(200)
  ticketType?: string

  @IfTold()
  @IsString()
  @MaxLength(100)
  externalId?: string

  /** The number everybody knows the ticket by. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  correlationId?: string
}
