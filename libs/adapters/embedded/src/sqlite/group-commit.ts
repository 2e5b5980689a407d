import { EngineUnavailable } from '@spoc/platform-ports'
import { isEngineFailure, type SqliteFile } from './sqlite-file.js'

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

export interface GroupHooks {
  /** The last step inside the transaction. */
  readonly beforeCommit?: () => void
  /** Right after it. */
  readonly afterCommit?: () => void
  /** Then. What it answers is called when the group is durable, group after group, before the callers are answered. */
  readonly onceDurable?: () => () => void
  /** Nothing of the group was kept. */
  readonly afterRollback?: () => void
  /** The disk failed to take what was committed: nothing is committed any more, and only who opens the file anew can find what there is. */
  readonly onLost?: (error: EngineUnavailable) => void
}

/** What was committed, and waits for the disk. */
interface Committed {
  readonly durable: () => void
  readonly lost: (error: EngineUnavailable) => void
}

const LARGEST_GROUP = 512

/**
 * Commits the works that came in during one turn of the event loop together, so that they share one wait for the disk. A work is
 * synchronous and is answered once it is durable. One that throws is refused alone and must have written nothing; a failure of the
 * engine refuses the whole group with {@link EngineUnavailable}. Where a file is synced beside, what comes while the last group waits
 * is the next one. Where the disk fails to take one, all that waits is refused as in doubt, and everything after: nobody can tell what such a disk has kept.
 */
export class GroupCommit {
  private waiting: Waiting[] = []
  private scheduled = false
  private closed = false
  private lost: EngineUnavailable | undefined
  private committed: Committed[] = []
  private underWay: Committed[] = []
  private syncing: Promise<void> | undefined

  constructor(
    private readonly file: Pick<SqliteFile, 'prepare' | 'exec' | 'isOpen' | 'inTransaction' | 'syncsBeside' | 'synced'>,
    private readonly engine: EngineUnavailable['engine'],
    private readonly hooks: GroupHooks = {},
  ) {}

  run<T>(work: () => T): Promise<T> {
    if (this.lost !== undefined) return Promise.reject(this.lost)
    if (this.closed) return Promise.reject(this.unavailable('it is closed'))
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: (answer) => resolve(answer as T), reject })
      this.schedule()
    })
  }

  /** Resolves when all that was committed so far is durable. */
  async durable(): Promise<void> {
    if (this.lost !== undefined) throw this.lost
    if (this.syncing === undefined) return
    const last = this.committed.length > 0 ? this.committed : this.underWay
    await new Promise<void>((durable, lost) => last.push({ durable, lost }))
  }

  /** Commits what is waiting and takes nothing more. The file can be closed when it has resolved. */
  async close(): Promise<void> {
    this.closed = true
    while (this.waiting.length > 0) this.commit()
    await this.syncing
  }

  private schedule(): void {
    // While the disk is at work more comes together, and shares the next commit and the next wait.
    if (this.scheduled || this.syncing !== undefined) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      if (this.waiting.length === 0) return
      this.commit()
      if (this.waiting.length > 0) this.schedule()
    })
  }

  private commit(): void {
    const group = this.waiting.splice(0, LARGEST_GROUP)
    let answers: (() => void)[]
    try {
      this.file.prepare('BEGIN IMMEDIATE').run([])
      answers = group.map((waiting) => this.carryOut(waiting))
      this.hooks.beforeCommit?.()
      this.file.prepare('COMMIT').run([])
    } catch (error) {
      this.rollBack()
      const unavailable = this.unavailable(error)
      for (const { reject } of group) reject(unavailable)
      return
    }
    this.hooks.afterCommit?.()
    const told = this.hooks.onceDurable?.()
    const durable = () => {
      told?.()
      for (const answer of answers) answer()
    }
    if (!this.file.syncsBeside) return durable()
    this.committed.push({ durable, lost: (error) => group.forEach(({ reject }) => reject(error)) })
    this.syncing ??= this.sync()
  }

  /** All that was committed while the disk was at work shares the next wait for it. */
  private async sync(): Promise<void> {
    while (this.committed.length > 0) {
      const group = this.committed
      this.underWay = group
      this.committed = []
      const failure = await this.file.synced().then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      if (failure === undefined) for (const { durable } of group) durable()
      else this.refuseAll(failure.error)
    }
    this.syncing = undefined
    if (this.waiting.length > 0) this.schedule()
  }

  private refuseAll(error: unknown): void {
    const unavailable = this.unavailable(error)
    this.lost = unavailable
    for (const { lost } of [...this.underWay, ...this.committed.splice(0)]) lost(unavailable)
    for (const { reject } of this.waiting.splice(0)) reject(unavailable)
    this.hooks.onLost?.(unavailable)
  }

  private unavailable(because: unknown): EngineUnavailable {
    return new EngineUnavailable(this.engine, because)
  }

  private carryOut({ work, resolve, reject }: Waiting): () => void {
    try {
      const answer = work()
      return () => resolve(answer)
    } catch (error) {
      if (isEngineFailure(error)) throw error
      return () => reject(error)
    }
  }

  private rollBack(): void {
    try {
      if (this.file.isOpen && this.file.inTransaction) this.file.exec('ROLLBACK')
    } finally {
      this.hooks.afterRollback?.()
    }
  }
}
