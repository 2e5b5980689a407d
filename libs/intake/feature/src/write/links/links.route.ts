import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common'
import { requestFacts, type LinkRelation } from '@spoc/intake-contracts'
import { linkRequests, merge, unlinkRequests, unmerge } from '@spoc/intake-domain'
import type { Given, Id } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Who, type Principal } from '@spoc/platform-nest'
import { RequestFinder } from '../../read/queue/request-finder.js'
import { RequestChanges } from '../request-changes.js'
import { LinkBody, MergeBody, UnlinkBody } from './links.dto.js'

/** How requests hang together. Refused by all: `request-unknown` 404. */
@Controller('api/v1/requests/:id')
export class LinksRoute {
  constructor(
    private readonly requests: RequestChanges,
    private readonly finder: RequestFinder,
  ) {}

  /** Lets it go on in another. Refused: `survivor-unknown`, `survivor-merged`, `survivor-ended`, `merge-across-accounts` 422. */
  @Post('merge')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  async merge(
    @Param('id') id: string,
    @Body() body: MergeBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const into = await this.idOf(body.into)
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) =>
      merge(request, { requestId: id, into }, await facts.of(requestFacts, into)),
    )
  }

  /** Takes a merge back. Refused: `request-not-merged` 409. */
  @Post('unmerge')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  unmerge(@Param('id') id: string, @Caller() given: Given, @Who() principal: Principal, @IfMatch() ifRevision?: number) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) => unmerge(request))
  }

  /** Refused: `other-unknown`, `linked-to-itself`, `link-across-accounts` 422. */
  @Post('links')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  async link(
    @Param('id') id: string,
    @Body() { to: other, relation, reason }: LinkBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const to = await this.idOf(other)
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) =>
      linkRequests(
        request,
        { requestId: id, to, relation, reasons: reason === undefined ? [] : [reason] },
        await facts.of(requestFacts, to),
        given,
      ),
    )
  }

  @Delete('links/:relation/:to')
  @AllowedTo('agent', 'manager', 'admin')
  async unlink(
    @Param('id') id: string,
    @Param('relation') relation: LinkRelation,
    @Param('to') other: string,
    @Body() { reason }: UnlinkBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const to = await this.idOf(other)
    return this.requests.change({ id, given, principal, ifRevision }, (request) =>
      unlinkRequests(request, { to, relation, reason }),
    )
  }

  /** The id of what was named by number or id; what is no known number stays as it is, and is refused by the decision. */
  private async idOf(idOrNumber: string): Promise<Id<'request'>> {
    return (await this.finder.find(idOrNumber))?._id ?? idOrNumber
  }
}
