import { linkRelations, type LinkRelation } from '@spoc/intake-contracts'
import { IfTold } from '@spoc/platform-nest'
import { IsIn, IsString, MaxLength } from 'class-validator'

export class MergeBody {
  /** Id or number of the request in which it goes on. */
  @IsString()
  @MaxLength(40)
  into!: string
}

/** What staff may say; `survives` follows from merging. */
export const relationsByHand = linkRelations.filter((relation) => relation !== 'survives')

export class LinkBody {
  /** Id or number of the other request. */
  @IsString()
  @MaxLength(40)
  to!: string

  @IsIn(relationsByHand)
  relation!: LinkRelation

  @IfTold()
  @IsString()
  @MaxLength(1_000)
  reason?: string
}

export class UnlinkBody {
  @IsString()
  @MaxLength(1_000)
  reason: string = 'It was taken back by hand.'
}
