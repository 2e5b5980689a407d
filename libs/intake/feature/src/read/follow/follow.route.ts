import { Controller, Get, Header, Param } from '@nestjs/common'
import {
  FOLLOW_PURPOSE,
  followToken,
  readFollowToken,
  REQUESTS,
  TIMELINE,
  TIMELINE_PERSONAL,
  type RequestDocument,
  type TimelineDocument,
} from '@spoc/intake-contracts'
import { refuse, Refused } from '@spoc/platform-kernel'
import { Public, Reads, Signatures } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { Names } from '../names/names.js'
import { TimelineEntries, type TimelineEntry } from '../timeline/timeline-entries.js'

const MOST_ENTRIES = 200

/** Words of the provider, told to whoever has the link; what the client's people wrote is theirs. */
const providersWords: ReadonlySet<string> = new Set([
  'intake.client-awaited.v1',
  'intake.request-resolved.v1',
  'intake.request-rejected.v1',
])

@Controller('api/v1/follow')
export class FollowRoute {
  constructor(
    private readonly views: Views,
    private readonly signatures: Signatures,
    private readonly entries: TimelineEntries,
    private readonly names: Names,
  ) {}

  /** A request as its signed link tells it: no names but the point of contact's, nothing internal. Refused: `link-unknown` 404. */
  @Get(':token')
  @Public('the link is signed, and given to the client alone')
  @Reads(REQUESTS, TIMELINE, TIMELINE_PERSONAL)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async follow(@Param('token') token: string) {
    const request = await this.requestOf(token)
    const { _id: requestId, number, kind, status, priority, receivedAt, spoc, clocks, dueAt, accountId } = request
    const { items } = await this.views.of<TimelineDocument>(TIMELINE).find({
      filter: { requestId, public: true },
      sort: ['order'],
      limit: MOST_ENTRIES,
    })
    const own = items.filter((entry) => entry.accountId === undefined || entry.accountId === accountId)
    const [people, teams] = await Promise.all([this.names.people([spoc?.personId]), this.names.teams([spoc?.teamId])])
    return {
      number,
      kind,
      status,
      priority,
      receivedAt,
      dueAt,
      spoc: people.get(spoc?.personId ?? '')?.name ?? teams.get(spoc?.teamId ?? '')?.name ?? null,
      clocks: clocks.map(({ clock, state, dueAt: due }) => ({ clock, state, ...(due === undefined ? {} : { dueAt: due }) })),
      timeline: (await this.entries.of(own, 'client', (id) => id === spoc?.personId)).map(anonymous),
    }
  }

  private async requestOf(token: string): Promise<RequestDocument> {
    const { requestId = '', signature = '' } = readFollowToken(token) ?? {}
    const whole = followToken(requestId, (purpose, text) => this.signatures.sign(purpose, text))
    const isOurs = token.length === whole.length && this.signatures.verify(FOLLOW_PURPOSE, requestId, signature)
    const found = isOurs ? await this.views.of<RequestDocument>(REQUESTS).get(requestId) : undefined
    if (found === undefined) throw new Refused(refuse('link-unknown', 'This link is not, or no longer, valid.'))
    return found
  }
}

function anonymous({ at, occurredAt, type, title, text, data }: TimelineEntry) {
  const fromProvider = providersWords.has(type) || data['direction'] === 'to-client'
  return { at, occurredAt, type, title, ...(fromProvider && text !== undefined ? { text } : {}) }
}
