import { keyOfPerson, type Position, type Recorded } from '@spoc/platform-kernel'
import type { Collection } from '@spoc/platform-ports'
import type { Background, LogReader } from '@spoc/platform-runtime'

interface Checkpoint {
  readonly _id: string
  readonly position: string
}

const NAME = 'forget-erased-contact'

/** Destroys a contact's key once the erasure is recorded; follows the log, so that a crash in between is made good. */
export class ForgetErasedContact implements LogReader {
  readonly name = NAME
  readonly typePrefixes = ['directory.contact-erased.']
  private checkpoints: Collection<Checkpoint> | undefined

  constructor(private readonly background: Background) {}

  async start(): Promise<Position> {
    this.checkpoints = await this.background.engines.documents.collection<Checkpoint>({
      name: 'directory_erasures',
      indexes: [],
      holds: 'state',
    })
    return BigInt((await this.checkpoints.get(NAME))?.position ?? '0')
  }

  async handle(events: readonly Recorded[]): Promise<void> {
    for (const { stream } of events) await this.background.opener.destroy(keyOfPerson(stream.slice('contact-'.length)))
    await this.checkpoints?.put({ _id: NAME, position: String(events.at(-1)!.position) })
  }
}
