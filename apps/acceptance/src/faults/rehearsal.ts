import { plusMs, type Instant, type KillPoint } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { askForRebuild, isAway, readModelsOf, rebuildEnded, verifyReadModels } from '../journeys/rebuilding.js'
import { itemIn, type Item } from '../journeys/reading.js'
import type { Platform } from '../platform/platform.js'
import { CONTEXTS_OF, deathAt, environmentOf, lastWordsOf, type Death } from './deaths.js'
import { Ledger } from './ledger.js'
import type { Load } from './load.js'
import type { Program } from '../platform/program.js'
import type { Victim } from './victims.js'

/** One death. */
export interface Kill {
  readonly victim: string
  /** Nothing: at a random moment. */
  readonly point?: KillPoint
  /** Commands that were with the platform and not acknowledged. */
  readonly inFlight: number
}

/** How one victim fares in a turn: a kill at a random moment, then one further life and death for each point, then it serves again. */
export interface Fate {
  readonly victim: Victim
  readonly points: readonly KillPoint[]
}

/** Those that are killed together, each at a moment of its own. */
export type Turn = readonly Fate[]

export interface Pace {
  /** Acknowledged before each turn. */
  readonly commands: number
  /** The read models are compared with the log after so many turns; at the end alone, unless told. */
  readonly compareEvery?: number
}

const LATEST_KILL_AFTER_MS = 800
/** By then a named point has been passed, or the process does not come by it. */
const PASSED_WITHIN_MS = 90_000
/** The clock is moved again for who waits for an alarm. */
const NEXT_ALARM_AFTER_MS = 3_000
const MINUTE_MS = 60_000
const MINUTES_A_LIFE = 7

/** Kills what is to be killed, in the middle of work, again and again, and looks each time whether all that was acknowledged is there. */
export class Rehearsal {
  readonly kills: Kill[] = []
  /** From a death until the victim served again. */
  readonly recoveries: number[] = []
  /** Points that no life came to. */
  readonly unreached: string[] = []
  readonly lost: string[] = []
  /** Rebuilds and comparisons on the way that did not end as they should. */
  readonly differing: Item[] = []
  private readonly ledger: Ledger
  /** Rebuilds that were ordered, by collection. One that was not acknowledged may not have been taken. */
  private readonly interrupted = new Map<string, { readonly context: string; readonly acknowledged: boolean }>()
  private minutes = 0

  private constructor(
    private readonly platform: Platform,
    private readonly load: Load,
    private readonly random: () => number,
    private readonly pace: Pace,
    private readonly begun: Instant,
  ) {
    this.ledger = new Ledger(platform)
  }

  static async of(platform: Platform, load: Load, random: () => number, pace: Pace): Promise<Rehearsal> {
    return new Rehearsal(platform, load, random, pace, await platform.now())
  }

  /** Events on record when it was looked last. */
  get events(): number {
    return this.ledger.size
  }

  /** Turn after turn, until there is none left or it is told to stop. */
  async play(turns: readonly Turn[], after: (turn: number) => void = () => undefined, stop?: AbortSignal): Promise<void> {
    for (const [index, turn] of turns.entries()) {
      if (stop?.aborted === true) return
      await this.take(turn)
      for (const { command, position } of await this.ledger.missing(this.load.acknowledged))
        this.lost.push(`${command.kind} ${command.key} at ${position}, after ${this.kills.length} kills`)
      if (this.pace.compareEvery !== undefined && (index + 1) % this.pace.compareEvery === 0) await this.compare()
      after(index + 1)
    }
  }

  /** Lets everything that is promised by then fall due. */
  async letPass(minutes: number): Promise<void> {
    await this.platform.settle()
    this.minutes += minutes
    await this.moveClock()
    await this.platform.settle()
  }

  private async take(turn: Turn): Promise<void> {
    await this.load.moreAcknowledged(this.pace.commands)
    // Nothing of a turn goes on once it is over, also where it has gone wrong.
    const fates = await Promise.allSettled(turn.map((fate) => this.befall(fate, this.random() * LATEST_KILL_AFTER_MS)))
    for (const fate of fates) if (fate.status === 'rejected') throw fate.reason
    this.minutes += MINUTES_A_LIFE
    await this.moveClock()
    for (const [name, { context, acknowledged }] of this.interrupted) {
      const rebuild = await rebuildEnded(this.platform, context, name)
      if (rebuild['status'] === undefined && !acknowledged) continue
      if (rebuild['status'] !== 'done' || itemIn(rebuild['verdict'])['differing'] !== 0) this.differing.push(rebuild)
    }
    this.interrupted.clear()
  }

  private async befall({ victim, points }: Fate, afterMs: number): Promise<void> {
    await new Promise((resume) => setTimeout(resume, afterMs))
    this.kills.push({ victim: victim.name, inFlight: this.load.inFlight })
    await victim.kill()
    let died = performance.now()
    const serves = () => this.recoveries.push(performance.now() - died)
    for (const point of points) {
      const death = deathAt(point, this.random)
      const reached = await this.liveUntil(victim, death, serves)
      died = performance.now()
      this.kills.push({ victim: victim.name, inFlight: this.load.inFlight, ...(reached ? { point } : {}) })
      if (!reached) this.unreached.push(`${victim.name} ${point}, passing ${death.passing}`)
    }
    await victim.start()
    serves()
  }

  /** One life that ends at the named point; false where it had to be ended otherwise. */
  private async liveUntil({ name, service, kill }: Victim, death: Death, serves: () => unknown): Promise<boolean> {
    if (service === undefined) throw new Error(`${name} has no named points.`)
    const { program } = service
    const before = program.output.length
    const diedThere = () => program.output.slice(before).includes(lastWordsOf(death))
    program.spawn(environmentOf(death))
    if (await program.isUp()) {
      serves()
      await this.provoke(program, death.point)
    }
    if (death.point === 'goodbye') program.ask()
    const until = performance.now() + PASSED_WITHIN_MS
    while (!(await program.hasEnded(NEXT_ALARM_AFTER_MS)) && performance.now() < until)
      if (death.point === 'alarm') await this.provoke(program, death.point)
    if (!program.isRunning && !diedThere() && death.point !== 'goodbye')
      throw new Error(`${name} has ended by itself. Its last words:\n${program.output.slice(-4_000)}`)
    await kill()
    return diedThere()
  }

  /** Gives a process that lives a reason to come to the point; it may die of it before it answers. */
  private async provoke(program: Program, point: KillPoint): Promise<void> {
    if (point === 'swap' || point === 'before-swap') return this.orderSwap(program)
    this.minutes += MINUTES_A_LIFE
    await this.platform.admin.post('/api/v1/clock', { to: this.clockTarget }).catch(() => undefined)
  }

  private async orderSwap(program: Program): Promise<void> {
    const contexts = CONTEXTS_OF[program.name] ?? []
    const context = contexts[Math.floor(this.random() * contexts.length)] ?? ''
    // A connection may still be that of the life before; and a rebuild that the death before has interrupted may bring it to the point by itself.
    const names = await eventually(
      `the read models of ${context} are told`,
      () => readModelsOf(this.platform, context).catch(() => []),
      ({ length }) => length > 0 || !program.isRunning,
      180_000,
    )
    const name = names[Math.floor(this.random() * names.length)]
    if (name === undefined) return
    // It may die of it before it answers; and an engine that dies beside it may be missed for a moment.
    const status = await eventually(
      `the rebuild of ${name} is taken`,
      () => askForRebuild(this.platform, context, name, true),
      (answered) => !isAway(answered) || !program.isRunning,
      180_000,
    )
    const acknowledged = status === 202
    // 409: one that was taken, and whose answer was lost.
    if (!acknowledged && status !== 409 && !(await program.hasEnded(NEXT_ALARM_AFTER_MS)))
      throw new Error(`The rebuild of ${name} was refused with ${status}.`)
    this.interrupted.set(name, { context, acknowledged })
  }

  private async compare(): Promise<void> {
    const verdicts = await verifyReadModels(this.platform)
    this.differing.push(...verdicts.filter((one) => one['status'] !== 'done' || itemIn(one['verdict'])['differing'] !== 0))
  }

  /** An engine that has just come back may be missed for a moment by those who use it. */
  private moveClock(): Promise<unknown> {
    return eventually(
      'the clock is moved',
      () => this.platform.admin.post('/api/v1/clock', { to: this.clockTarget }).catch(() => undefined),
      (answer) => answer?.status === 200,
      180_000,
    )
  }

  private get clockTarget(): Instant {
    return plusMs(this.begun, this.minutes * MINUTE_MS)
  }
}
