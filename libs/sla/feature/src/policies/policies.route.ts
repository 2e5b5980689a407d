import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Paging, Reads } from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { POLICIES, type PolicyDocument, type WarningRule } from '@spoc/sla-contracts'
import { calendarStream, definePolicy, policyStream, type Calendar, type Calendars, type PolicyDraft } from '@spoc/sla-domain'
import { NewPolicy, SlaPolicyBody, type WarningBody } from './policy.dto.js'

const readers = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read'] as const

/** What is promised by service class, priority and kind. */
@Controller('api/v1/sla-policies')
export class PoliciesRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused, with the field, 422: what `definePolicy` refuses, e.g. `policy-calendar-unknown`. */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async define(@Body() { key, ...body }: NewPolicy, @Caller() given: Given) {
    const id: string =
      key !== undefined
        ? idOf('sla-policy', key)
        : given.idempotency
          ? idOf('sla-policy', given.idempotency.key)
          : newId(Date.parse(given.now))
    const draft = draftOf(id, body)
    const changed = await this.streams.change(policyStream, id, given, async (policy, facts) =>
      definePolicy(policy, draft, await calendarsIn(draft, facts)),
    )
    return { ...changed, id }
  }

  /** Adds a revision; clocks that run keep the terms they have. Refused: `policy-unknown` 404, and as on defining. */
  @Put(':policyId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async redefine(
    @Param('policyId') id: string,
    @Body() body: SlaPolicyBody,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const draft = draftOf(id, body)
    const changed = await this.streams.change(
      policyStream,
      id,
      given,
      async (policy, facts) =>
        policy.is === 'unknown'
          ? refuse('policy-unknown', 'There is no such policy.')
          : definePolicy(policy, draft, await calendarsIn(draft, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }

  @Get()
  @AllowedTo(...readers)
  @Reads(POLICIES)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<PolicyDocument>(POLICIES)
      .find({ sort: ['nameKey'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, nameKey: _, versions: __, ...rest }) => ({ id: _id, ...rest })) }
  }

  /** With every revision there has been. Refused: `policy-unknown` 404. */
  @Get(':policyId')
  @AllowedTo(...readers)
  @Reads(POLICIES)
  async one(@Param('policyId') id: string) {
    const found = await this.views.of<PolicyDocument>(POLICIES).get(id)
    if (found === undefined) throw new Refused(refuse('policy-unknown', 'There is no such policy.'))
    const { _id, nameKey: _, ...rest } = found
    return { id: _id, ...rest }
  }
}

function draftOf(policyId: string, { name, rows, warnings, idleWhileResolved }: SlaPolicyBody): PolicyDraft {
  return {
    policyId,
    name,
    rows: rows.map(({ serviceClass, priority, kind, clocks }) => ({ serviceClass, priority, kind, clocks })),
    ...(warnings === undefined ? {} : { warnings: warnings.map(warningOf) }),
    ...(idleWhileResolved === undefined ? {} : { idleWhileResolved }),
  }
}

function warningOf({ share, leadMinutes }: WarningBody, place: number): WarningRule {
  if (share !== undefined && leadMinutes === undefined) return { share }
  if (leadMinutes !== undefined && share === undefined) return { leadMinutes }
  throw new Refused(
    refuse('policy-warning-malformed', 'A warning is a share between 0 and 100, or minutes ahead.', `warnings[${place}]`),
  )
}

async function calendarsIn({ rows }: PolicyDraft, facts: FactsReader): Promise<Calendars> {
  const ids = rows.flatMap(({ clocks }) => Object.values(clocks).flatMap((terms) => (terms === 'none' ? [] : [terms.calendarId])))
  const calendars = new Map<string, Calendar>()
  for (const id of new Set(ids)) calendars.set(id, await facts.of(calendarStream, id))
  return calendars
}
