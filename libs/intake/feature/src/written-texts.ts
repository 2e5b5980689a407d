import { Injectable } from '@nestjs/common'
import { fitsInEvent, type Written } from '@spoc/intake-domain'
import type { BlobReference } from '@spoc/intake-contracts'
import type { KeyId } from '@spoc/platform-kernel'
import { SealedBlobs } from '@spoc/platform-runtime'

/** Keeps what people write: in the event where it fits, else in a blob under the same key, durable before the event. */
@Injectable()
export class WrittenTexts {
  constructor(private readonly blobs: SealedBlobs) {}

  async keep(text: string, under: KeyId): Promise<Written> {
    return fitsInEvent(text) ? text : this.blobs.put(Buffer.from(text), under)
  }

  /** Nothing where it is erased. */
  async read({ sha256 }: Pick<BlobReference, 'sha256'>): Promise<string | undefined> {
    const content = await this.blobs.get(sha256)
    return content === undefined ? undefined : Buffer.from(content).toString('utf8')
  }
}
