import type { Instant } from '@spoc/platform-kernel'
import type { Collection, Documents, GuardedWrite } from '@spoc/platform-ports'
import { atFirstUse } from './at-first-use.js'
import { CHECKPOINTS, type Standing } from './checkpoints.js'

export interface Checkpoint extends Standing {
  readonly at: Instant
}

interface Due {
  readonly checkpoint: GuardedWrite<Checkpoint>
  /** By the stopwatch of the process. */
  readonly by: number
}

/** What is due so soon goes along. */
const TOGETHER_MS = 50
const AGAIN_AFTER_MS = 1_000

/** Writes down how far the projections and alarms of a process are, those that are due together in one write; of each the last of many positions. */
export class CheckpointNotes {
  private readonly due = new Map<string, Due>()
  private soon: { readonly timer: NodeJS.Timeout; readonly by: number } | undefined
  private saving: Promise<void> | undefined
  private stopped = false
  readonly kept: () => Promise<Collection<Checkpoint>>

  constructor(
    documents: Pick<Documents, 'collection'>,
    private readonly onTrouble: (what: string, error: unknown) => void,
  ) {
    this.kept = atFirstUse<Checkpoint>(documents, CHECKPOINTS)
  }

  note(checkpoint: GuardedWrite<Checkpoint>, withinMs: number): void {
    const by = Math.min(performance.now() + withinMs, this.due.get(checkpoint.id)?.by ?? Infinity)
    this.due.set(checkpoint.id, { checkpoint, by })
    this.saveBy(by)
  }

  /** What is noted of it is not to be written any more. */
  withdraw(id: string): void {
    this.due.delete(id)
  }

  /** Writes what is due, so that the next life begins there; what cannot be written is found again from the log. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.soon?.timer)
    await this.saving
    await this.save(Infinity)
  }

  private saveBy(by: number): void {
    if (this.stopped || this.saving !== undefined || (this.soon?.by ?? Infinity) <= by) return
    clearTimeout(this.soon?.timer)
    this.soon = { timer: setTimeout(() => this.saveDue(), by - performance.now()).unref(), by }
  }

  private saveDue(): void {
    this.soon = undefined
    this.saving = this.save(performance.now() + TOGETHER_MS).finally(() => {
      this.saving = undefined
      if (this.due.size > 0) this.saveBy(Math.min(...[...this.due.values()].map(({ by }) => by)))
    })
  }

  private async save(until: number): Promise<void> {
    const saving = [...this.due].filter(([, { by }]) => by <= until)
    if (saving.length === 0) return
    for (const [id] of saving) this.due.delete(id)
    try {
      await (await this.kept()).write(saving.map(([, { checkpoint }]) => checkpoint))
    } catch (error) {
      this.onTrouble('checkpoints', error)
      const by = performance.now() + AGAIN_AFTER_MS
      for (const [id, { checkpoint }] of saving) if (!this.due.has(id)) this.due.set(id, { checkpoint, by })
    }
  }
}
