import {
  levels,
  priorities,
  requestKinds,
  type Impact,
  type Priority,
  type RequestKind,
  type Urgency,
} from '@spoc/intake-contracts'
import { IfTold } from '@spoc/platform-nest'
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

/** What the portal, the console, the operator's form for phone calls and the API send. */
export class NewRequest {
  /** Of a client that has one account only, that one; of staff none where it is not known yet. */
  @IfTold()
  @IsUUID()
  accountId?: string

  @IsIn(requestKinds)
  kind!: RequestKind

  @IsString()
  @MaxLength(300)
  title!: string

  @IfTold()
  @IsString()
  @MaxLength(500_000)
  description?: string

  @IfTold()
  @IsUUID()
  serviceInstanceId?: string

  /** The client's own number for it. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  clientReference?: string

  @IfTold()
  @IsIn(levels)
  impact?: Impact

  @IfTold()
  @IsIn(levels)
  urgency?: Urgency

  @IfTold()
  @IsIn(priorities)
  proposedPriority?: Priority

  /** Who is to be spoken to. Of a client's person, that person unless told. */
  @IfTold()
  @IsUUID()
  contactId?: string

  /** An instant with offset: when it happened, where that is earlier than now. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  occurredAt?: string

  /** The contact for whom staff or a system writes this down. */
  @IfTold()
  @IsUUID()
  onBehalfOf?: string

  /** Told by staff: it was said on the phone. */
  @IfTold()
  @IsIn(['phone'])
  channel?: 'phone'

  /** BCP 47 tag of the language it is written in. */
  @IfTold()
  @IsString()
  @MaxLength(35)
  language?: string
}
