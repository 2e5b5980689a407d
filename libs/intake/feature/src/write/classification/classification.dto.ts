import {
  levels,
  priorities,
  requestKinds,
  type Impact,
  type Priority,
  type RequestKind,
  type Urgency,
} from '@spoc/intake-contracts'
import { IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator'

export class PriorityBody {
  /** As it is unless told; so is the urgency. */
  @IsOptional()
  @IsIn(levels)
  impact?: Impact

  @IsOptional()
  @IsIn(levels)
  urgency?: Urgency

  /** Another than the contract's matrix gives; then the reason must be told. */
  @IsOptional()
  @IsIn(priorities)
  priority?: Priority

  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string
}

export class KindBody {
  @IsIn(requestKinds)
  kind!: RequestKind

  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason: string = 'It was found to be of another kind.'
}

export class ServiceBody {
  /** Null: it is about no service instance after all. */
  @ValidateIf(({ serviceInstanceId }: ServiceBody) => serviceInstanceId !== null)
  @IsUUID()
  serviceInstanceId!: string | null
}

export class AccountBody {
  @IsUUID()
  accountId!: string

  @IsOptional()
  @IsUUID()
  contactId?: string
}
