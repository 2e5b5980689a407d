import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Answers, Caller, CLOCK, IfMatch, Paging, Reads } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { FactsReader, Streams, Views } from '@spoc/platform-runtime'
import { POLICIES, type PolicyDocument } from '@spoc/sla-contracts'
import { definePolicy, policyStream, type Policy } from '@spoc/sla-domain'
import type { FastifyReply } from 'fastify'
import { DryRun } from '../definitions/dry-run.dto.js'
import { revisionIn, RevisionList, revisionsIn } from '../definitions/revisions.js'
import { calendarsIn, draftOf } from './draft-of.js'
import { NewPolicy, SlaPolicyBody } from './policy.dto.js'
import { tryPolicy } from './try-policy.js'

const readers = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read'] as const

/** What is promised by service class, priority and kind. */
@Controller('api/v1/sla-policies')
export class PoliciesRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  /**
   * `?dryRun=true` changes nothing, and tells which open clocks would fall due at another instant if they were reckoned anew. Refused, with the
   * field, 422: what `definePolicy` refuses, e.g. `policy-calendar-unknown`, and `invalid-instant`.
   */
  @Post()
  @Answers({ 201: 'It is defined.', 200: 'A dry run: what would change.' })
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async define(
    @Body() { key, ...body }: NewPolicy,
    @Query() { dryRun, ...page }: DryRun,
    @Caller() given: Given,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id: string =
      key !== undefined
        ? idOf('sla-policy', key)
        : given.idempotency
          ? idOf('sla-policy', given.idempotency.key)
          : newId(Date.parse(given.now))
    const draft = draftOf(id, body)
    const decide = async (policy: Policy, facts: FactsReader) =>
      definePolicy(policy, draft, await calendarsIn(draft, facts, given), given)
    if (dryRun === 'true') {
      void reply.status(200)
      return tryPolicy(this.reading, id, decide, page, given)
    }
    return { ...(await this.streams.change(policyStream, id, given, decide)), id }
  }

  /**
   * Adds a revision, for requests received from `appliesFrom` on; clocks that run keep the terms they have. Refused: `policy-unknown` 404, and as
   * on defining, dry run included.
   */
  @Put(':policyId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async redefine(
    @Param('policyId') id: string,
    @Body() body: SlaPolicyBody,
    @Query() { dryRun, ...page }: DryRun,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const draft = draftOf(id, body)
    const decide = async (policy: Policy, facts: FactsReader) =>
      policy.is === 'unknown'
        ? refuse('policy-unknown', 'There is no such policy.')
        : definePolicy(policy, draft, await calendarsIn(draft, facts, given), given)
    if (dryRun === 'true') return tryPolicy(this.reading, id, decide, page, given)
    const options = ifRevision === undefined ? {} : { ifRevision }
    return { ...(await this.streams.change(policyStream, id, given, decide, options)), id }
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

  /** As last defined, with every revision there has been. Refused: `policy-unknown` 404. */
  @Get(':policyId')
  @AllowedTo(...readers)
  @Reads(POLICIES)
  async one(@Param('policyId') id: string) {
    const { _id, nameKey: _, ...rest } = await this.found(id)
    return { id: _id, ...rest }
  }

  /** The last defined first; `inForce` is the one for a request received now. Refused: `policy-unknown` 404. */
  @Get(':policyId/revisions')
  @AllowedTo(...readers)
  @Reads(POLICIES)
  async revisions(@Param('policyId') id: string, @Query() list: RevisionList) {
    return revisionsIn((await this.found(id)).versions, this.time.now(), list)
  }

  /** Refused: `policy-unknown`, `revision-unknown` 404. */
  @Get(':policyId/revisions/:revision')
  @AllowedTo(...readers)
  @Reads(POLICIES)
  async revision(@Param('policyId') id: string, @Param('revision') revision: string) {
    return revisionIn((await this.found(id)).versions, this.time.now(), Number(revision))
  }

  private get reading() {
    return { streams: this.streams, views: this.views }
  }

  private async found(id: string): Promise<PolicyDocument> {
    const found = await this.views.of<PolicyDocument>(POLICIES).get(id)
    if (found === undefined) throw new Refused(refuse('policy-unknown', 'There is no such policy.'))
    return found
  }
}
