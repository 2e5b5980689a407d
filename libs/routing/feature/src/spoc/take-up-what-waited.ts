import type { Position, Recorded } from '@spoc/platform-kernel'
import type { Background, LogReader } from '@spoc/platform-runtime'
import { TEAMS } from '@spoc/routing-contracts'
import { NO_TEAM_YET } from './triage-desk.js'

const PAGE = 200

/** Requests that came before there was any team wait, parked. The first team is their SPOC. */
export class TakeUpWhatWaited implements LogReader {
  readonly name = 'take-up-what-waited'
  readonly typePrefixes = ['routing.team-formed.']

  constructor(private readonly background: Background) {}

  /** Also at a start, since the one before may have ended between the forming of the team and this. */
  async start(): Promise<Position> {
    const head = await this.background.engines.log.head()
    await this.takeUp()
    return head
  }

  async handle(events: readonly Recorded[]): Promise<void> {
    await this.background.views.waitFor([TEAMS], events.at(-1)!.position)
    await this.takeUp()
  }

  private async takeUp(): Promise<void> {
    const routing = this.background.running.find(({ context }) => context === 'routing')
    if (routing === undefined) return
    let cursor: string | undefined
    do {
      const page = await routing.parking.list(PAGE, cursor)
      for (const { _id, error } of page.items) if (error === NO_TEAM_YET) await routing.parked.redrive(_id)
      cursor = page.next
    } while (cursor !== undefined)
  }
}
