import { resolutionCodes, type ResolutionCode } from '@spoc/intake-contracts'
import { IfTold } from '@spoc/platform-nest'
import { Type } from 'class-transformer'
import { IsIn, IsObject, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator'

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
  @IfTold()
  @IsObject()
  @ValidateNested()
  @Type(() => Resolution)
  resolves?: Resolution

  /** Of staff: this contact said it, and it is written down for them. */
  @IfTold()
  @IsUUID()
  onBehalfOf?: string

  /** Of staff: it was said on the phone. */
  @IfTold()
  @IsIn(['phone'])
  channel?: 'phone'

  /** An instant with offset: when it was said, where that is earlier than now. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  occurredAt?: string
}
