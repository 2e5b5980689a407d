import { randomUUID } from 'node:crypto'
import { passing } from '@spoc/platform-kernel'
import { DuplicateKey, type Collection, type Documents } from '@spoc/platform-ports'
import { Shares, type Partaker } from './shares.js'

/** Says who, of several processes, does a job now. Efficiency only: whatever a late holder still does must do no harm. */
export interface Leases {
  /**
   * Tries to hold the named job; ask before each piece of work. It is held for as long as the process lives. A higher rank (the version of a
   * fold) takes it from a lower one; a lower one never from a higher, even when that is away.
   */
  hold(name: string, rank?: number): Promise<boolean>
  /** From now on this process does its share of a work that is divided into parts. */
  takePart(work: string): void
  /**
   * Whether a part of that work falls to this process: to one of those that take part and live, to each about as many, and to another only where
   * one of them comes or goes. What another holds still is to be given up by that one.
   */
  fallsToMe(work: string, part: number): boolean
  /** Gives up a job that this process holds; nothing where it does not. */
  giveUp(name: string): Promise<void>
  /** This process works no more: others need not wait until it is missed. It holds nothing from then on. */
  leave(): Promise<void>
  /** Whether read models that a newer release has raised may be taken back by this older one: nobody else can be there, or its operator says so. */
  readonly takesBack: boolean
}

/** For one process alone on a locked data folder: it holds everything. */
export const soleLeases: Leases = {
  hold: () => Promise.resolve(true),
  takePart: () => undefined,
  fallsToMe: () => true,
  giveUp: () => Promise.resolve(),
  leave: () => Promise.resolve(),
  takesBack: true,
}

interface Job {
  readonly _id: string
  readonly member: string
  readonly rank: number
}

/** A process, and how often it has said that it lives. */
interface Member extends Partaker {
  /** None in what the release before has written; there `until` is another each time. */
  readonly beats?: number
  /** By the clock of its machine: until when the release before takes it to live. */
  readonly until: number
}

/** A process that has not been heard of for so long is taken to be dead. */
export const MISSED_AFTER_MS = 3_000
const HEARD_EVERY_MS = 1_000
/** A job that another has is not asked for more often; while that one is heard of, no more often than it is. */
const ASKED_EVERY_MS = 250
/** Whoever was faster: its name is learnt at the next question. */
const ANOTHER = 'another'
/** Processes that are watched while nothing is asked for. */
const MOST_WATCHED = 1_000
/** Jobs of one process; of more than that the rest is asked for again. */
const MOST_JOBS = 1_000
/** So long a process is silent before nothing is kept of it. */
const FORGOTTEN_AFTER_MS = 3_600_000

/**
 * Leases kept as documents: one for each process, renewed each second, and one for each job, written when it changes hands; so that a
 * hundred jobs cost no more than one. By compare-and-set. Who is silent is found by watching, each process by its own stopwatch: what the
 * machines' clocks show does not matter.
 */
export async function documentLeases(
  documents: Pick<Documents, 'collection'>,
  { elapsed = () => performance.now(), beats = true, takesBack = false }: LeaseOptions = {},
): Promise<Leases> {
  const leases = new DocumentLeases(
    await documents.collection<Job>({ name: 'platform_jobs', indexes: [], holds: 'state' }),
    await documents.collection<Member>({ name: 'platform_members', indexes: [], holds: 'state' }),
    elapsed,
    beats,
    takesBack,
  )
  await leases.lookAround()
  return leases
}

export interface LeaseOptions {
  /** Milliseconds by a stopwatch; compared with itself alone. */
  readonly elapsed?: () => number
  /** Whether a process that has once asked is heard of, and looks around, also while nothing asks; without, only when it asks. */
  readonly beats?: boolean
  readonly takesBack?: boolean
}

class DocumentLeases implements Leases {
  private readonly me = randomUUID()
  private held = new Set<string>()
  private readonly watched = new Map<string, { readonly sign: number; readonly since: number }>()
  private said = 0
  private left = false
  /** Jobs that another had when they were last asked for. */
  private readonly asked = new Map<string, { readonly at: number; readonly holder: string }>()
  private readonly shares = new Shares(this.me)
  /** Jobs that are nobody's for all this process has to do with it. */
  private readonly givenUp = new Set<string>()
  private heardAt = -Infinity
  private hearing: Promise<void> | undefined
  private beating: NodeJS.Timeout | undefined

  constructor(
    private readonly jobs: Collection<Job>,
    private readonly members: Collection<Member>,
    private readonly elapsed: () => number,
    private readonly beats: boolean,
    readonly takesBack: boolean,
  ) {}

  async hold(name: string, rank = 0): Promise<boolean> {
    // Whoever still waits for its turn must not make a process that has left look alive.
    if (this.left) return false
    this.beginToBeat()
    if (this.elapsed() - this.heardAt >= HEARD_EVERY_MS) await this.beHeard()
    if (this.held.has(name)) return true
    const asked = this.asked.get(name)
    if (asked !== undefined && this.elapsed() - asked.at < this.askAgainAfter(asked.holder)) return false
    this.givenUp.delete(name)
    const holder = await this.take(name, rank)
    if (holder !== this.me) {
      this.asked.set(name, { at: this.elapsed(), holder })
      return false
    }
    passing('lease')
    this.held.add(name)
    this.asked.delete(name)
    return true
  }

  private askAgainAfter(holder: string): number {
    const known = this.watched.get(holder)
    return known !== undefined && this.elapsed() - known.since <= MISSED_AFTER_MS ? HEARD_EVERY_MS : ASKED_EVERY_MS
  }

  takePart(work: string): void {
    this.shares.works.add(work)
    this.beginToBeat()
  }

  fallsToMe(work: string, part: number): boolean {
    return this.shares.fallsToMe(work, part)
  }

  async giveUp(name: string): Promise<void> {
    // Also where it is not known to be held: the answer to its taking may have been lost.
    if (this.givenUp.has(name)) return
    await this.jobs.remove(name, { member: this.me })
    this.held.delete(name)
    this.givenUp.add(name)
  }

  async leave(): Promise<void> {
    this.left = true
    clearInterval(this.beating)
    this.held.clear()
    // What is being said of it just now must not come after; whether that was heard is no matter any more.
    await this.hearing?.catch(() => undefined)
    await this.members.remove(this.me)
  }

  private beginToBeat(): void {
    if (this.beats && !this.left) this.beating ??= setInterval(() => this.beat(), HEARD_EVERY_MS).unref()
  }

  private beat(): void {
    // Where the documents engine is away, whoever asks next is told; and so is whoever waits for this process to be missed.
    this.beHeard().catch(() => undefined)
  }

  /** Says that this process lives, and learns what has been taken from it; all who ask meanwhile wait for the same answer. */
  private beHeard(): Promise<void> {
    this.hearing ??= this.sayAndLearn().finally(() => (this.hearing = undefined))
    return this.hearing
  }

  private async sayAndLearn(): Promise<void> {
    const now = this.elapsed()
    const works = [...this.shares.works]
    await this.members.put({ _id: this.me, beats: ++this.said, until: Date.now() + MISSED_AFTER_MS, works })
    await this.lookAround()
    const { items } = await this.jobs.find({ filter: { member: this.me }, limit: MOST_JOBS })
    this.held = new Set(items.map(({ _id }) => _id))
    // One whose taking was written late, after it had been given up, is to be given up again.
    for (const { _id } of items) this.givenUp.delete(_id)
    this.heardAt = now
  }

  /** Who has it afterwards. */
  private async take(name: string, rank: number): Promise<string> {
    const mine: Job = { _id: name, member: this.me, rank }
    const job = await this.jobs.get(name)
    if (job === undefined) {
      try {
        await this.jobs.insert(mine)
        return this.me
      } catch (error) {
        if (error instanceof DuplicateKey) return ANOTHER
        throw error
      }
    }
    const free = job.member === this.me || job.rank < rank || (job.rank === rank && (await this.isGone(job.member)))
    if (!free) return job.member
    return (await this.jobs.replaceIf(name, { member: job.member, rank: job.rank }, mine)) ? this.me : ANOTHER
  }

  private async isGone(member: string): Promise<boolean> {
    const found = await this.members.get(member)
    return found === undefined || this.silentFor(found) > MISSED_AFTER_MS
  }

  /**
   * Begins to watch whoever is there, so that one that dies while nothing is asked for is missed by then; and sees with whom each work is
   * shared.
   */
  async lookAround(): Promise<void> {
    const { items } = await this.members.find({ limit: MOST_WATCHED })
    this.shares.shareWith(items.filter((member) => member._id !== this.me && this.silentFor(member) <= MISSED_AFTER_MS))
    for (const member of items) if (this.silentFor(member) > FORGOTTEN_AFTER_MS) await this.members.remove(member._id)
    const there = new Set(items.map(({ _id }) => _id))
    for (const known of this.watched.keys()) if (!there.has(known)) this.watched.delete(known)
  }

  /** Since when it has given no new sign, as far as this process has seen. */
  private silentFor({ _id, beats, until }: Member): number {
    const now = this.elapsed()
    const sign = beats ?? until
    const before = this.watched.get(_id)
    if (before?.sign === sign) return now - before.since
    this.watched.set(_id, { sign, since: now })
    return 0
  }
}
