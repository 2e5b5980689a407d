import { Inject, Injectable } from '@nestjs/common'
import { NUMBERS, TRAIL, type NumberDocument, type TrailDocument } from '@spoc/audit-contracts'
import { asOfPosition } from '@spoc/audit-domain'
import { requestFacts } from '@spoc/intake-contracts'
import { isUuid, refuse, Refused, type Position, type Recorded } from '@spoc/platform-kernel'
import { EVENT_LOG } from '@spoc/platform-nest'
import type { EventLog } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'

/** One stream up to a position, whole. */
export interface StreamSoFar {
  readonly stream: string
  readonly events: readonly Recorded[]
}

const PAGE = 500

/** Everything the log holds about one subject, whichever context wrote it. */
@Injectable()
export class SubjectEvents {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Refused: `request-unknown`. */
  async requestId(idOrNumber: string): Promise<string> {
    const id = isUuid(idOrNumber) ? idOrNumber : ((await this.numbered(idOrNumber)) ?? idOrNumber)
    if ((await this.streams.load(requestFacts, id)).state.is === 'unknown')
      throw new Refused(refuse('request-unknown', 'There is no such request.'))
    return id
  }

  /** Every stream that holds an event about the subject, up to and with the position, by the place of that event in the log. */
  async streamsOf(subject: string, through: Position): Promise<readonly StreamSoFar[]> {
    await this.views.waitFor([TRAIL], through)
    const found: StreamSoFar[] = []
    for (const stream of await this.namesOf(subject)) {
      const events = asOfPosition(await this.log.readStream(stream), through)
      if (events.length > 0) found.push({ stream, events })
    }
    return found
  }

  /** The events about the subject, up to and with the position, in log order. */
  async of(subject: string, through: Position): Promise<readonly Recorded[]> {
    return inLogOrder(await this.streamsOf(subject, through)).filter(({ metadata }) => metadata.subject === subject)
  }

  private async numbered(number: string): Promise<string | undefined> {
    await this.views.waitFor([NUMBERS], await this.log.head())
    return (await this.views.of<NumberDocument>(NUMBERS).get(number.trim().toUpperCase()))?.requestId
  }

  private async namesOf(subject: string): Promise<readonly string[]> {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await this.views
        .of<TrailDocument>(TRAIL)
        .find({ filter: { subject }, sort: ['first'], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
      names.push(...page.items.map(({ stream }) => stream))
      cursor = page.next
    } while (cursor !== undefined)
    return names
  }
}

export function inLogOrder(streams: readonly StreamSoFar[]): readonly Recorded[] {
  return streams.flatMap(({ events }) => events).sort((a, b) => (a.position < b.position ? -1 : 1))
}
