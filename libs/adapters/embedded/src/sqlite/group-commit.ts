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
  /** Before the callers are answered. */
  readonly afterCommit?: () => void
  /** Nothing of the group was kept. */
  readonly afterRollback?: () => void
}

const LARGEST_GROUP = 512

/**
 * Commits the works that came in during one turn of the event loop together, so that they share one wait for the disk. A work is
 * synchronous and is answered once it is durable. One that throws is refused alone and must have written nothing; a failure of the
 * engine refuses the whole group with {@link EngineUnavailable}.
 */
export class GroupCommit {
  private waiting: Waiting[] = []
  private scheduled = false
  private closed = false

  constructor(
    private readonly file: SqliteFile,
    private readonly engine: EngineUnavailable['engine'],
    private readonly hooks: GroupHooks = {},
  ) {}

  run<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new EngineUnavailable(this.engine, 'it is closed'))
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: (answer) => resolve(answer as T), reject })
      this.schedule()
    })
  }

  /** Commits what is waiting and takes nothing more. */
  close(): void {
    this.closed = true
    while (this.waiting.length > 0) this.commit()
  }

  private schedule(): void {
    if (this.scheduled) return
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
      const unavailable = new EngineUnavailable(this.engine, error)
      for (const { reject } of group) reject(unavailable)
      return
    }
    this.hooks.afterCommit?.()
    for (const answer of answers) answer()
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
