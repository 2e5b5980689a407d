import { setTimeout } from 'node:timers/promises'

/** How work that nobody waits for leaves the time to others, step by step. */
export class GivingWay {
  private readonly closing = new AbortController()

  /** `done`: rises with whatever others do; `parts`: so many of the time are theirs then for one of this work. */
  constructor(
    private readonly done: () => number,
    private readonly parts: number,
  ) {}

  /** No step more is to be made. */
  get isOver(): boolean {
    return this.closing.signal.aborted
  }

  /** After a step that took so long: as long again, and the others' parts where they do anything meanwhile. */
  async after(took: number): Promise<void> {
    const before = this.done()
    await this.rest(took)
    if (this.done() > before) await this.rest(took * (this.parts - 1))
  }

  /** Ends at once where it is over, and keeps no process alive. */
  rest(milliseconds: number): Promise<void> {
    return setTimeout(milliseconds, undefined, { ref: false, signal: this.closing.signal }).catch(() => undefined)
  }

  end(): void {
    this.closing.abort()
  }
}
