import { Injectable, Inject } from '@nestjs/common'
import { refuse, Refused, type Instant, type Position } from '@spoc/platform-kernel'
import { CLOCK, IfTold, instantIn } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { IsString, MaxLength } from 'class-validator'
import { Past } from '../trail/past.js'

export class MomentWanted {
  /** An instant with an offset, not in the future. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  instant?: string

  /** A position of this log, as X-Log-Position says it. */
  @IfTold()
  @IsString()
  @MaxLength(19)
  position?: string

  /** Why, in the caller's own category (a ticket, a legal basis); kept with the record of the look. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  purpose?: string
}

export interface Moment {
  readonly position: Position
  readonly instant?: Instant
}

/** Turns the moment that a caller names into a position of the log. */
@Injectable()
export class Moments {
  constructor(
    private readonly past: Past,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Nothing where no moment is named. Refused, with the field: `invalid-instant`, `instant-in-the-future`, `invalid-position`, `moment-twice`. */
  async named({ instant, position }: MomentWanted): Promise<Moment | undefined> {
    if (instant !== undefined && position !== undefined)
      throw new Refused(refuse('moment-twice', 'Name an instant or a position, not both.', 'position'))
    if (position !== undefined) return { position: positionOf(position) }
    if (instant === undefined) return undefined
    const at = instantIn(instant, 'instant')
    if (at > this.clock.now())
      throw new Refused(refuse('instant-in-the-future', 'Nobody knows what will have been then.', 'instant'))
    return { position: await this.past.positionAt(at), instant: at }
  }
}

function positionOf(text: string): Position {
  if (!/^\d{1,18}$/.test(text))
    throw new Refused(refuse('invalid-position', 'A position is what X-Log-Position said.', 'position'))
  return BigInt(text)
}
