import { isRefusal, refuse, type Refusal } from '@spoc/platform-kernel'
import { IfTold } from '@spoc/platform-nest'
import { TooLarge } from '@spoc/platform-ports'
import { IsBoolean, IsString, MaxLength } from 'class-validator'

export const ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024
const LONGEST_NAME = 255

export class NewAttachment {
  @IsString()
  @MaxLength(1_000)
  name!: string

  /** Media type as the sender has it; what the bytes say counts more. */
  @IfTold()
  @IsString()
  @MaxLength(200)
  type: string = 'application/octet-stream'

  /** The bytes in base64, at most 10 MB of them. */
  @IsString()
  content!: string

  /** What to say with it. */
  @IfTold()
  @IsString()
  @MaxLength(10_000)
  text?: string

  /** Of staff: told to the client; else it is for colleagues alone. */
  @IfTold()
  @IsBoolean()
  public?: boolean
}

/** A file as it was sent: its name without folders, and its bytes. */
export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Refused, with the field: `field-missing`, `content-invalid`. Throws {@link TooLarge} above 10 MB. */
export function sentFile({ name, content }: Pick<NewAttachment, 'name' | 'content'>): SentFile | Refusal {
  const cleaned = fileName(name)
  if (isRefusal(cleaned)) return cleaned
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content))
    return refuse('content-invalid', 'The content is not base64.', 'content')
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length === 0) return refuse('field-missing', 'The file is empty.', 'content')
  if (bytes.length > ATTACHMENT_LIMIT_BYTES) throw new TooLarge('An attachment', bytes.length, ATTACHMENT_LIMIT_BYTES)
  return { name: cleaned, bytes }
}

/** The last part of a path of either kind, without what a terminal or a header would take for an order. */
function fileName(name: string): string | Refusal {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const visible = last.replace(/[\p{Cc}\p{Cf}"]/gu, '').trim()
  return visible === '' || visible === '.' || visible === '..'
    ? refuse('field-missing', 'The file has no name.', 'name')
    : visible.slice(0, LONGEST_NAME)
}
