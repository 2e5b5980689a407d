import type { Instant, StreamPlace } from '@spoc/platform-kernel'
import { DuplicateKey, type Collection, type Documents, type Filter } from '@spoc/platform-ports'

/** A subject whose input could not be handled, with every later input of that subject, in order. The inputs themselves stay in the log. */
export interface ParkedSubject {
  readonly _id: string
  readonly since: Instant
  readonly error: string
  readonly waiting: readonly StreamPlace[]
  /** Raised with each change, so that two who settle it at once do not undo each other; not there in what an earlier release has parked. */
  readonly changes?: number
}

/** The dead-letter store of one context: whole subjects wait here, so that nothing of a subject overtakes what failed. */
export class Parking {
  private readonly subjects = new Set<string>()

  private constructor(private readonly parked: Collection<ParkedSubject>) {}

  static async open(documents: Documents, context: string): Promise<Parking> {
    const parking = new Parking(
      await documents.collection<ParkedSubject>({ name: `${context}_parked`, indexes: [{ fields: ['since'] }], holds: 'state' }),
    )
    await parking.look()
    return parking
  }

  /** Learns which subjects are parked, by whatever process. */
  async look(): Promise<void> {
    this.subjects.clear()
    let cursor: string | undefined
    do {
      const page = await this.parked.find({ limit: 500, ...(cursor === undefined ? {} : { cursor }) })
      for (const { _id } of page.items) this.subjects.add(_id)
      cursor = page.next
    } while (cursor !== undefined)
  }

  holds(subject: string): boolean {
    return this.subjects.has(subject)
  }

  get count(): number {
    return this.subjects.size
  }

  /** Of all processes. */
  countAll(): Promise<number> {
    return this.parked.count({})
  }

  async list(limit: number, cursor?: string) {
    return this.parked.find({ sort: ['since'], limit, ...(cursor === undefined ? {} : { cursor }) })
  }

  async get(subject: string): Promise<ParkedSubject | undefined> {
    return this.find(subject)
  }

  /** Parks the subject with the input that failed. */
  async park(subject: string, place: StreamPlace, error: string, now: Instant): Promise<void> {
    while (
      !(await this.join(subject, place)) &&
      !(await this.first({ _id: subject, since: now, error, waiting: [place], changes: 0 }))
    );
    this.subjects.add(subject)
  }

  /** Lets a later input of a parked subject wait behind the others, once. False where the subject is parked no more. */
  async join(subject: string, place: StreamPlace): Promise<boolean> {
    for (;;) {
      const found = await this.find(subject)
      if (found === undefined) return false
      if (found.waiting.some((waiting) => isAt(waiting, place))) return true
      if (await this.change(found, { waiting: [...found.waiting, place] })) return true
    }
  }

  /** These inputs are done with; `error` says why the next one is not. Tells how many still wait; a subject with none is parked no more. */
  async settle(subject: string, done: readonly StreamPlace[], error?: string): Promise<number> {
    for (;;) {
      const found = await this.find(subject)
      if (found === undefined) return 0
      const waiting = found.waiting.filter((place) => !done.some((one) => isAt(one, place)))
      if (waiting.length > 0) {
        if (await this.change(found, { waiting, ...(error === undefined ? {} : { error }) })) return waiting.length
      } else if (await this.parked.remove(subject, unchanged(found))) {
        this.subjects.delete(subject)
        return 0
      }
    }
  }

  /** As it is now, whatever process has changed it. */
  private async find(subject: string): Promise<ParkedSubject | undefined> {
    const found = await this.parked.get(subject)
    if (found === undefined) this.subjects.delete(subject)
    return found
  }

  private change(found: ParkedSubject, to: Partial<ParkedSubject>): Promise<boolean> {
    return this.parked.replaceIf(found._id, unchanged(found), { ...found, ...to, changes: (found.changes ?? 0) + 1 })
  }

  private async first(subject: ParkedSubject): Promise<boolean> {
    try {
      await this.parked.insert(subject)
      return true
    } catch (error) {
      if (error instanceof DuplicateKey) return false
      throw error
    }
  }
}

function unchanged({ changes }: ParkedSubject): Filter {
  return { changes: changes ?? { $exists: false } }
}

export function isAt(one: StreamPlace, other: StreamPlace): boolean {
  return one.stream === other.stream && one.revision === other.revision
}
