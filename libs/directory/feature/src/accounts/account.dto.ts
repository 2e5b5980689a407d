import { IfTold } from '@spoc/platform-nest'
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsString, Matches, MaxLength } from 'class-validator'

export class AccountBody {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsString()
  @MaxLength(64)
  zone!: string

  @IfTold()
  @IsString()
  @MaxLength(35)
  language?: string

  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(253, { each: true })
  mailDomains: string[] = []

  @IsIn(['suggest', 'link'])
  duplicates: 'suggest' | 'link' = 'suggest'
}

export class NewAccount extends AccountBody {
  /** A short name that makes registering it again the same account, e.g. on import. */
  @IfTold()
  @IsString()
  @Matches(/^[\w.-]{1,100}$/)
  key?: string
}

export class ArrangementBody {
  @IsObject()
  arrangement!: Record<string, unknown>
}
