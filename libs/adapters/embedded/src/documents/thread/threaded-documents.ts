import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import {
  EngineUnavailable,
  type Collection,
  type CollectionKind,
  type Documents,
  type Filter,
  type Found,
  type GuardedWrite,
  type Query,
} from '@spoc/platform-ports'
import type { DataFolder } from '../../folder/data-folder.js'
import { parseFilter } from '../filter.js'
import { readBack, thrownAgain, UNASKED, writeDown, type Answered, type Asked, type WrittenWrite } from './messages.js'

type Stored = { readonly _id: string }

/**
 * The documents of `openEmbeddedDocuments`, in a thread of their own: what asks does not wait while SQLite works, nor for its disk. A thread
 * that dies takes the process with it. `program`: the file of a program that calls `serveDocuments`. `onTrouble` is told of what fails while
 * nobody waits for it.
 */
export async function openThreadedDocuments(
  folder: DataFolder,
  program: URL,
  onTrouble: (what: string, error: unknown) => void,
): Promise<Documents> {
  const thread = new Thread(program, folder, onTrouble)
  const documents = new ThreadedDocuments(thread)
  try {
    await documents.ping()
    return documents
  } catch (error) {
    await thread.abandon()
    throw error
  }
}

/** All but the arguments and answers: numbers, and who waits for them. */
class Thread {
  private readonly worker: Worker
  private readonly waiting = new Map<
    number,
    { readonly resolve: (text: string | undefined) => void; readonly reject: (error: Error) => void }
  >()
  private asked: Asked[] = []
  private last = 0
  private closing: Promise<void> | undefined

  constructor(
    program: URL,
    { path, readOnly }: DataFolder,
    private readonly onTrouble: (what: string, error: unknown) => void,
  ) {
    this.worker = new Worker(program, { workerData: { path, readOnly } })
    this.worker.on('message', (answers: readonly Answered[]) => answers.forEach((answer) => this.take(answer)))
    // Errors are not listened to: one that nobody has caught ends the process, as it would have without a thread.
    this.worker.on('exit', (code) => {
      if (this.closing === undefined) throw new Error(`The thread of the documents has ended by itself, with ${code}.`)
    })
  }

  /** The answer as JSON; nothing for undefined. */
  ask(of: number, what: string, ...args: readonly unknown[]): Promise<string | undefined> {
    if (this.closing !== undefined) return Promise.reject(new EngineUnavailable('documents', 'it is closed'))
    const number = ++this.last
    this.asked.push([number, of, what, JSON.stringify(args)])
    // Those of one turn together.
    if (this.asked.length === 1) queueMicrotask(() => this.post())
    return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }))
  }

  close(): Promise<void> {
    if (this.closing !== undefined) return this.closing
    // Rejects where the thread dies of an error instead.
    const ended = once(this.worker, 'exit')
    const closed = this.ask(0, 'close')
    return (this.closing = Promise.all([closed, ended]).then(() => undefined))
  }

  /** Where nothing could be opened. */
  async abandon(): Promise<void> {
    this.closing = Promise.resolve()
    await this.worker.terminate()
  }

  private post(): void {
    this.worker.postMessage(this.asked)
    this.asked = []
  }

  private take([number, text, error]: Answered): void {
    if (number === UNASKED) return this.onTrouble(text ?? '', error && thrownAgain(error))
    const waiting = this.waiting.get(number)
    this.waiting.delete(number)
    if (error === undefined) waiting?.resolve(text)
    else waiting?.reject(thrownAgain(error))
  }
}

class ThreadedDocuments implements Documents {
  /** By what is asked for: many ask again before each question. */
  private readonly opened = new Map<string, Promise<ThreadedCollection<Stored>>>()

  constructor(private readonly thread: Thread) {}

  collection<Doc extends Stored>(kind: CollectionKind): Promise<Collection<Doc>> {
    const asked = JSON.stringify(kind)
    const collection = this.opened.get(asked) ?? this.open(kind)
    this.opened.set(asked, collection)
    collection.catch(() => this.opened.delete(asked))
    return collection as unknown as Promise<Collection<Doc>>
  }

  async rename(from: string, to: string): Promise<boolean> {
    return parsed(await this.changing('rename', from, to))
  }

  async drop(name: string): Promise<void> {
    await this.changing('drop', name)
  }

  async exists(name: string): Promise<boolean> {
    return parsed(await this.thread.ask(0, 'exists', name))
  }

  async ping(): Promise<void> {
    await this.thread.ask(0, 'ping')
  }

  close(): Promise<void> {
    return this.thread.close()
  }

  /** What a name means is another afterwards: who asks for it then has it made where it is missing. */
  private changing(what: 'rename' | 'drop', ...names: readonly string[]): Promise<string | undefined> {
    return this.thread.ask(0, what, ...names).finally(() => this.opened.clear())
  }

  private async open(kind: CollectionKind): Promise<ThreadedCollection<Stored>> {
    return new ThreadedCollection(this.thread, parsed(await this.thread.ask(0, 'collection', kind)))
  }
}

class ThreadedCollection<Doc extends Stored> implements Collection<Doc> {
  constructor(
    private readonly thread: Thread,
    private readonly number: number,
  ) {}

  async get(id: string): Promise<Doc | undefined> {
    const text = await this.ask('get', id)
    return text === undefined ? undefined : parsed(text)
  }

  async getMany(ids: readonly string[]): Promise<readonly Doc[]> {
    return parsed(await this.ask('getMany', ids))
  }

  async getGuarded(ids: readonly string[]): Promise<readonly GuardedWrite<Doc>[]> {
    return parsed<readonly WrittenWrite<Doc>[]>(await this.ask('getGuarded', ids)).map(readBack)
  }

  async find(query: Query): Promise<Found<Doc>> {
    return parsed(await this.ask('find', { ...query, filter: sayable(query.filter) }))
  }

  async count(filter: Filter): Promise<number> {
    return parsed(await this.ask('count', sayable(filter)))
  }

  async write(writes: readonly GuardedWrite<Doc>[]): Promise<void> {
    await this.ask('write', writes.map(writeDown))
  }

  async insert(document: Doc): Promise<void> {
    await this.ask('insert', document)
  }

  async put(document: Doc): Promise<void> {
    await this.ask('put', document)
  }

  async replaceIf(id: string, filter: Filter, document: Doc): Promise<boolean> {
    return parsed(await this.ask('replaceIf', id, sayable(filter), document))
  }

  async remove(id: string, filter: Filter = {}): Promise<boolean> {
    return parsed(await this.ask('remove', id, sayable(filter)))
  }

  async removeMany(filter: Filter, limit: number): Promise<number> {
    return parsed(await this.ask('removeMany', sayable(filter), limit))
  }

  private ask(what: string, ...args: readonly unknown[]): Promise<string | undefined> {
    return this.thread.ask(this.number, what, ...args)
  }
}

/** Refused here: JSON leaves out what is undefined, and with it the condition. */
function sayable(filter: Filter = {}): Filter {
  parseFilter(filter)
  return filter
}

function parsed<T>(text: string | undefined): T {
  return JSON.parse(text ?? 'null') as T
}
