import { REQUESTS, type RequestDocument } from '@spoc/intake-contracts'
import type { Position, Recorded } from '@spoc/platform-kernel'
import { maySee, type Principal } from '@spoc/platform-nest'
import { NotYetVisible, type Background, type LogReader } from '@spoc/platform-runtime'
import { isPublic } from '../timeline/shown-to-client.js'
import { isRecord } from '../timeline/without-personal.js'

/** That something happened to a request; what, is read from the queue and the timeline. */
export interface LiveEvent {
  readonly id: string
  readonly position: string
  readonly type: string
}

export interface LiveListener {
  readonly principal: Principal
  /** Called in log order, once what happened can be read. */
  readonly tell: (event: LiveEvent) => void
}

/** So long the queue is waited for; then listeners are told all the same, and ask with the position. */
const LONGEST_WAIT_MS = 2_000

/** Tells listeners what happens to requests they may see, from the moment they begin to listen. Follows the log; nothing is kept. */
export class LiveFeed implements LogReader {
  readonly name = 'live'
  readonly typePrefixes = ['intake.', 'routing.', 'sla.', 'notification.']
  private readonly listeners = new Set<LiveListener>()
  private background: Background | undefined

  /** Called once, before the background starts. */
  follow(background: Background): void {
    this.background = background
    background.follow(this)
  }

  /** Gives how to stop listening. */
  listen(listener: LiveListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  start(): Promise<Position> {
    return this.running().engines.log.head()
  }

  async handle(events: readonly Recorded[]): Promise<void> {
    if (this.listeners.size === 0) return
    const { views } = this.running()
    try {
      await views.waitFor([REQUESTS], events.at(-1)!.position, LONGEST_WAIT_MS)
    } catch (error) {
      if (!(error instanceof NotYetVisible)) throw error
    }
    const subjects = [...new Set(events.map(({ metadata }) => metadata.subject))]
    const found = await views.of<RequestDocument>(REQUESTS).getMany(subjects)
    const requests = new Map(found.map((request) => [request._id, request]))
    for (const event of events) {
      const request = requests.get(event.metadata.subject)
      if (request !== undefined) this.tell(event, request)
    }
  }

  private tell({ position, type, data }: Recorded, { _id, accountId }: RequestDocument): void {
    const forClients = isPublic(type, isRecord(data) ? data : {})
    for (const { principal, tell } of this.listeners) {
      if (maySee(principal, accountId) && (forClients || principal.accounts === 'all'))
        tell({ id: _id, position: String(position), type })
    }
  }

  private running(): Background {
    if (this.background === undefined) throw new Error('The live feed follows no log yet.')
    return this.background
  }
}
