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
import { IsIn, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator'

export class PriorityBody {
  /** As it is unless told; so is the urgency. */
  @IfTold()
  @IsIn(levels)
  impact?: Impact

  @IfTold()
  @IsIn(levels)
  urgency?: Urgency

  /** Another than the contract's matrix gives; then the reason must be told. */
  @IfTold()
  @IsIn(priorities)
  priority?: Priority

  @IfTold()
  @IsString()
  @MaxLength(1_000)
  reason?: string
}

export class KindBody {
  @IsIn(requestKinds)
  kind!: RequestKind

  @IfTold()
  @IsString()
  @MaxLength(1_000)
  reason: string = 'It was found to be of another kind.'
}

export class ServiceMeant {
  /** Null: it is about no service instance after all. */
  @ValidateIf(({ serviceInstanceId }: ServiceMeant) => serviceInstanceId !== null)
  @IsUUID()
  serviceInstanceId!: string | null
}

export class AccountMeant {
  @IsUUID()
  accountId!: string

  @IfTold()
  @IsUUID()
  contactId?: string
}
