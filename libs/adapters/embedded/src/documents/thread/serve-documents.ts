import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Collection, CollectionKind, Documents, Filter, Query } from '@spoc/platform-ports'
import type { DataFolder } from '../../folder/data-folder.js'
import { openEmbeddedDocuments } from '../documents.js'
import { readBack, thrown, UNASKED, writeDown, type Answered, type Asked, type WrittenWrite } from './messages.js'

type Doc = { readonly _id: string }
/** Compaction writes to the same file from another thread, a few milliseconds at a time. */
const WAITS_MS = 5_000

type Written = WrittenWrite<Doc>

/** What the thread of `openThreadedDocuments` runs: opens the documents of the folder it is given, and answers until they are closed. */
export function serveDocuments(): void {
  const { path, readOnly } = workerData as Pick<DataFolder, 'path' | 'readOnly'>
  if (parentPort === null) throw new Error('Documents are served by a thread.')
  const folder = { path, readOnly, close: () => undefined }
  new Server(parentPort, folder)
}

class Server {
  private readonly collections: Collection<Doc>[] = []
  /** By what was asked for, the place of the collection: it is asked for again and again, and goes by its name. */
  private readonly places = new Map<string, number>()
  private answers: Answered[] = []
  private opened: Documents | undefined
  private readonly opening: Promise<Documents>

  constructor(
    private readonly port: MessagePort,
    folder: DataFolder,
  ) {
    const onTrouble = (what: string, error: unknown) => this.answer([UNASKED, what, thrown(error)])
    this.opening = openEmbeddedDocuments(folder, { waitsMs: WAITS_MS, onTrouble })
    // Whoever asks is told of what fails.
    this.opening.then(
      (documents) => (this.opened = documents),
      () => undefined,
    )
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
    // Not waited for again: what is asked after it in the same turn is to come after it.
    const documents = this.opened ?? (await this.opening)
    switch (what) {
      case 'collection':
        return this.placeOf(given[0], await documents.collection(given[0]))
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

  private placeOf(kind: CollectionKind, collection: Collection<Doc>): number {
    const asked = JSON.stringify(kind)
    const place = this.places.get(asked) ?? this.collections.push(collection)
    this.places.set(asked, place)
    return place
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
    case 'write':
      return collection.write((one as readonly Written[]).map(readBack))
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
