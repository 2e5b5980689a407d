import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Collection, CollectionKind, Documents, Filter, Query } from '@spoc/platform-ports'
import { openEmbeddedDocuments } from '../documents.js'
import { readBack, thrown, writeDown, type Answered, type Asked, type WrittenWrite } from './messages.js'

type Doc = { readonly _id: string }
/** Compaction writes to the same file from another thread, a few milliseconds at a time. */
const WAITS_MS = 5_000

type Written = WrittenWrite<Doc>

/** What the thread of `openThreadedDocuments` runs: opens the documents of the folder it is given, and answers until they are closed. */
export function serveDocuments(): void {
  const { path } = workerData as { readonly path: string }
  if (parentPort === null) throw new Error('Documents are served by a thread.')
  const folder = { path, readOnly: false, close: () => undefined }
  new Server(parentPort, openEmbeddedDocuments(folder, { waitsMs: WAITS_MS }))
}

class Server {
  private readonly collections: Collection<Doc>[] = []
  private answers: Answered[] = []

  constructor(
    private readonly port: MessagePort,
    private readonly opening: Promise<Documents>,
  ) {
    opening.catch(() => undefined)
    port.on('message', (asked: readonly Asked[]) => asked.forEach((one) => void this.handle(one)))
  }

  private async handle([number, of, what, given]: Asked): Promise<void> {
    try {
      const args = JSON.parse(given) as never
      const answer = of === 0 ? await this.ofAll(what, args) : await ofOne(this.collections[of - 1]!, what, args)
      this.answer([number, JSON.stringify(answer)])
    } catch (error) {
      this.answer([number, undefined, thrown(error)])
    }
  }

  private async ofAll(what: string, given: readonly [never, never]): Promise<unknown> {
    const documents = await this.opening
    switch (what) {
      case 'collection':
        return this.collections.push(await documents.collection(given[0] as CollectionKind))
      case 'rename':
        return documents.rename(...given)
      case 'drop':
        return documents.drop(given[0])
      case 'exists':
        return documents.exists(given[0])
      case 'ping':
        return documents.ping()
      case 'close':
        await documents.close()
        // After its answer.
        setImmediate(() => this.port.close())
        return undefined
      default:
        throw new Error(`Documents do not ${what}.`)
    }
  }

  /** Those of one turn together. */
  private answer(answer: Answered): void {
    this.answers.push(answer)
    if (this.answers.length > 1) return
    queueMicrotask(() => {
      this.port.postMessage(this.answers)
      this.answers = []
    })
  }
}

async function ofOne(collection: Collection<Doc>, what: string, given: readonly never[]): Promise<unknown> {
  const [one, other, third] = given as unknown as readonly [never, never, never]
  switch (what) {
    case 'get':
      return collection.get(one)
    case 'getMany':
      return collection.getMany(one)
    case 'getGuarded':
      return (await collection.getGuarded(one)).map(writeDown)
    case 'find':
      return collection.find(one satisfies Query)
    case 'count':
      return collection.count(one satisfies Filter)
    case 'write': {
      const writes = (one as readonly Written[]).map(readBack)
      const checkpoint = other as (Written & { readonly in: string }) | undefined
      return collection.write(writes, checkpoint && readBack(checkpoint))
    }
    case 'insert':
      return collection.insert(one)
    case 'put':
      return collection.put(one)
    case 'replaceIf':
      return collection.replaceIf(one, other, third)
    case 'remove':
      return collection.remove(one, other)
    case 'removeMany':
      return collection.removeMany(one, other)
    default:
      throw new Error(`A collection does not ${what}.`)
  }
}
