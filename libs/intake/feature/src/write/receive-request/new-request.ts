import {
  levels,
  priorities,
  requestKinds,
  type Impact,
  type Priority,
  type RequestKind,
  type Urgency,
} from '@spoc/intake-contracts'
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'

/** What the portal, the console, the operator's form for phone calls and the API send. */
export class NewRequest {
  /** Of a client that has one account only, that one; of staff none where it is not known yet. */
  @IsOptional()
  @IsUUID()
  accountId?: string

  @IsIn(requestKinds)
  kind!: RequestKind

  @IsString()
  @MaxLength(300)
  title!: string

  @IsOptional()
  @IsString()
  @MaxLength(500_000)
  description?: string

  @IsOptional()
  @IsUUID()
  serviceInstanceId?: string

  /** The client's own number for it. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  clientReference?: string

  @IsOptional()
  @IsIn(levels)
  impact?: Impact

  @IsOptional()
  @IsIn(levels)
  urgency?: Urgency

  @IsOptional()
  @IsIn(priorities)
  proposedPriority?: Priority

  /** Who is to be spoken to. Of a client's person, that person unless told. */
  @IsOptional()
  @IsUUID()
  contactId?: string

  /** An instant with offset: when it happened, where that is earlier than now. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  occurredAt?: string

  /** The contact for whom staff or a system writes this down. */
  @IsOptional()
  @IsUUID()
  onBehalfOf?: string

  /** Told by staff: it was said on the phone. */
  @IsOptional()
  @IsIn(['phone'])
  channel?: 'phone'

  /** BCP 47 tag of the language it is written in. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  language?: string
}
