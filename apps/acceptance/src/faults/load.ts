import { eventually } from '@spoc/platform-testing'
import { byAlert, byMail, engage, note, receive, takeUp, type Command, type Senders } from './commands.js'

export interface Acknowledged {
  readonly command: Command
  readonly requestId?: string
  readonly position?: string
}

/** Between two attempts of one command, as a client that is not in a hurry would wait. */
const TRY_AGAIN_MS = 100

/** Once there is a request, so many commands are spread evenly over all kinds, before chance decides: each kind is there in every run. */
const EVENLY = 20

/** Clients who send commands all the time, and send each again, unchanged, until it is acknowledged. */
export class Load {
  readonly acknowledged: Acknowledged[] = []
  readonly refused: string[] = []
  /** Statuses of answers that left a command in doubt. */
  readonly doubtful = new Set<number>()
  private readonly requests: string[] = []
  private readonly engaged = new Set<string>()
  private readonly takenUp = new Set<string>()
  private sent = 0
  private spread = 0
  private attempting = 0
  private over = false
  private abandoned = false
  private writers: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly senders: Senders,
    private readonly random: () => number,
    private readonly writing: number,
  ) {}

  /** Commands that are with the platform just now and not acknowledged. */
  get inFlight(): number {
    return this.attempting
  }

  begin(): void {
    this.over = false
    this.writers = Promise.all(Array.from({ length: this.writing }, () => this.write()))
  }

  /** No new command; resolves once all that were sent are acknowledged. */
  async end(): Promise<void> {
    this.over = true
    await this.writers
  }

  /** No attempt more; what is not acknowledged is left in doubt. */
  async giveUp(): Promise<void> {
    this.abandoned = true
    await this.end()
  }

  /** Resolves once so many more have been acknowledged. */
  async moreAcknowledged(count: number): Promise<void> {
    const enough = this.acknowledged.length + count
    await eventually(
      `${count} more commands are acknowledged`,
      () => this.acknowledged.length,
      (now) => now >= enough,
      180_000,
    )
  }

  private async write(): Promise<void> {
    while (!this.over) await this.carryOut(this.next())
  }

  private async carryOut(command: Command): Promise<void> {
    while (!this.abandoned) {
      this.attempting += 1
      const outcome = await command.attempt().finally(() => (this.attempting -= 1))
      if (outcome.is === 'refused') return void this.refused.push(`${command.kind} ${command.key}: ${outcome.because}`)
      if (outcome.is === 'acknowledged') {
        this.acknowledged.push({ command, ...outcome })
        if (outcome.requestId !== undefined && command.kind === 'receive') this.requests.push(outcome.requestId)
        return
      }
      if (outcome.status !== undefined) this.doubtful.add(outcome.status)
      await new Promise((resume) => setTimeout(resume, TRY_AGAIN_MS))
    }
  }

  private next(): Command {
    this.sent += 1
    const key = `load-${String(this.sent).padStart(5, '0')}`
    const requestId = this.requests[Math.floor(this.random() * this.requests.length)]
    if (requestId === undefined) return receive(this.senders, key)
    const chance = this.spread < EVENLY ? this.spread++ / EVENLY : this.random()
    if (chance < 0.3) return receive(this.senders, key)
    if (chance < 0.4) return byMail(this.senders, key)
    if (chance < 0.5) return byAlert(this.senders, key, this.sent.toString(16).padStart(16, '0'))
    if (chance < 0.65 && !this.takenUp.has(requestId)) {
      this.takenUp.add(requestId)
      return takeUp(this.senders, key, requestId)
    }
    if (chance < 0.75 && !this.engaged.has(requestId)) {
      this.engaged.add(requestId)
      return engage(this.senders, key, requestId)
    }
    return note(this.senders, key, requestId)
  }
}
