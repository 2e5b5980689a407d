import type { Instant, StreamPlace } from '@spoc/platform-kernel'
import type { Collection, Documents } from '@spoc/platform-ports'

/** A subject whose input could not be handled, with every later input of that subject, in order. The inputs themselves stay in the log. */
export interface ParkedSubject {
  readonly _id: string
  readonly since: Instant
  readonly error: string
  readonly waiting: readonly StreamPlace[]
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

  async list(limit: number, cursor?: string) {
    return this.parked.find({ sort: ['since'], limit, ...(cursor === undefined ? {} : { cursor }) })
  }

  async get(subject: string): Promise<ParkedSubject | undefined> {
    return this.parked.get(subject)
  }

  /** Parks the subject with the input that failed, or adds a later input to it; one that is there already is not added again. */
  async add(subject: string, place: StreamPlace, error: string, now: Instant): Promise<void> {
    for (;;) {
      const found = await this.parked.get(subject)
      if (found?.waiting.some(({ stream, revision }) => stream === place.stream && revision === place.revision)) break
      const next: ParkedSubject =
        found === undefined
          ? { _id: subject, since: now, error, waiting: [place] }
          : { ...found, waiting: [...found.waiting, place] }
      if (found === undefined) {
        await this.parked.put(next)
        break
      }
      if (await this.parked.replaceIf(subject, { waiting: { $size: found.waiting.length } }, next)) break
    }
    this.subjects.add(subject)
  }

  /** The first `handled` inputs have been handled; a subject with none left is parked no more. False where it has changed meanwhile. */
  async settle(subject: ParkedSubject, handled: number): Promise<boolean> {
    const unchanged = { waiting: { $size: subject.waiting.length } }
    if (handled < subject.waiting.length)
      return this.parked.replaceIf(subject._id, unchanged, { ...subject, waiting: subject.waiting.slice(handled) })
    const gone = await this.parked.remove(subject._id, unchanged)
    if (gone) this.subjects.delete(subject._id)
    return gone
  }
}
