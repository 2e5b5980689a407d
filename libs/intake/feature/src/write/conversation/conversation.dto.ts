import { resolutionCodes, type ResolutionCode } from '@spoc/intake-contracts'
import { Type } from 'class-transformer'
import { IsIn, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator'

export class NoteBody {
  @IsString()
  @MaxLength(500_000)
  text!: string
}

export class Resolution {
  @IsIn(resolutionCodes)
  code!: ResolutionCode
}

export class ReplyBody {
  @IsString()
  @MaxLength(500_000)
  text!: string

  /** Of staff: the reply is the solution too; it is then at most 32 KiB long. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Resolution)
  resolves?: Resolution

  /** Of staff: this contact said it, and it is written down for them. */
  @IsOptional()
  @IsUUID()
  onBehalfOf?: string

  /** Of staff: it was said on the phone. */
  @IsOptional()
  @IsIn(['phone'])
  channel?: 'phone'

  /** An instant with offset: when it was said, where that is earlier than now. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  occurredAt?: string
}
