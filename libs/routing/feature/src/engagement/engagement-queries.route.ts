import { Controller, Get, Param, Query } from '@nestjs/common'
import { refuse, Refused, reveal, type Personal } from '@spoc/platform-kernel'
import { AllowedTo, IfTold, Paging, Reads } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { ENGAGEMENTS, TEAMS, type EngagementDocument, type Handover, type TeamDocument } from '@spoc/routing-contracts'
import { IsIn, IsUUID } from 'class-validator'
import { StreamsReadWhole } from './streams-read-whole.js'

export class EngagementsWanted extends Paging {
  @IfTold()
  @IsUUID()
  requestId?: string

  @IfTold()
  @IsUUID()
  teamId?: string

  @IfTold()
  @IsIn(['offered', 'accepted', 'declined', 'withdrawn', 'completed'])
  state?: EngagementDocument['state']
}

const ERASED = '(erased)'

@Controller('api/v1/engagements')
export class EngagementQueriesRoute {
  constructor(
    private readonly views: Views,
    private readonly streams: StreamsReadWhole,
  ) {}

  /** The latest first. */
  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ENGAGEMENTS, TEAMS)
  async list(@Query() { limit, cursor, requestId, teamId, state }: EngagementsWanted) {
    const filter = {
      ...(requestId !== undefined && { requestId }),
      ...(teamId !== undefined && { teamId }),
      ...(state !== undefined && { state }),
    }
    const page = await this.views
      .of<EngagementDocument>(ENGAGEMENTS)
      .find({ filter, sort: ['-offeredAt'], limit, ...(cursor !== undefined && { cursor }) })
    return { ...page, items: await this.named(page.items) }
  }

  /** With what was asked, the hand-over package and what was found. Refused: `engagement-unknown` 404. */
  @Get(':engagementId')
  @AllowedTo('agent', 'engineer', 'manager', 'auditor', 'admin')
  @Reads(ENGAGEMENTS, TEAMS)
  async one(@Param('engagementId') id: string) {
    const found = await this.views.of<EngagementDocument>(ENGAGEMENTS).get(id)
    if (found === undefined) throw new Refused(refuse('engagement-unknown', 'There is no such engagement.'))
    const [named] = await this.named([found])
    return { ...named, ...(await this.texts(id)) }
  }

  private async named(found: readonly EngagementDocument[]) {
    const teams = await this.views.of<TeamDocument>(TEAMS).getMany([...new Set(found.map(({ teamId }) => teamId))])
    const names = new Map(teams.map(({ _id, name }) => [_id, name]))
    return found.map(({ _id, ...rest }) => ({ id: _id, teamName: names.get(rest.teamId), ...rest }))
  }

  private async texts(id: string) {
    const texts: Record<string, unknown> = {}
    for (const event of await this.streams.engagement(id)) {
      if (event.type === 'routing.engagement-offered.v1') {
        texts['ask'] = reveal(event.data.ask, ERASED)
        texts['handover'] = readable(event.data.handover)
      } else if (event.type === 'routing.engagement-declined.v1') texts['declineReason'] = reveal(event.data.reason, ERASED)
      else if (event.type === 'routing.engagement-completed.v1') texts['report'] = reveal(event.data.report, ERASED)
      else if (event.type === 'routing.engagement-withdrawn.v1' && event.data.reason !== undefined)
        texts['withdrawalReason'] = reveal(event.data.reason, ERASED)
    }
    return texts
  }
}

function readable({ summary, timeline, tried, contacts, services, attachments }: Handover) {
  const text = (value: Personal<string>) => reveal(value, ERASED)
  return {
    summary: text(summary),
    timeline: timeline.map(({ at, what }) => ({ at, what: text(what) })),
    tried: tried.map(text),
    contacts: contacts.map(({ name, reach, ...rest }) => ({ ...rest, name: text(name), reach: reach.map(text) })),
    services,
    attachments: attachments.map(({ name, ...rest }) => ({ ...rest, name: text(name) })),
  }
}
