import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { requestFacts } from '@spoc/intake-contracts'
import { refuse, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch } from '@spoc/platform-nest'
import { Background } from '@spoc/platform-runtime'
import { slaStream } from '@spoc/sla-domain'
import { IsIn } from 'class-validator'
import { termsReader, type TermsReader } from '../../terms/read-terms.js'
import { settleTerms } from '../../terms/settle-terms.js'

const reasons = ['policy-changed', 'calendar-changed', 'contract-changed'] as const

export class Reckoning {
  /** Only `calendar-changed` takes the clocks over to the revision in force of the calendar they have. */
  @IsIn(reasons)
  because!: (typeof reasons)[number]
}

/** What a later definition does not do by itself: the clocks of a request under the promise as it is defined now. */
@Controller('api/v1/clocks')
export class ReckonAnewRoute {
  private readonly readTerms: TermsReader

  constructor(private readonly background: Background) {
    this.readTerms = termsReader(background)
  }

  /**
   * Counts from the original start; starts clocks that could not start for want of a contract. Refused: `request-unknown` 404,
   * `account-missing` 409, `promise-missing` 409.
   */
  @Post(':requestId/reckoning')
  @HttpCode(200)
  @AllowedTo('manager', 'admin')
  reckon(@Param('requestId') id: string, @Body() { because }: Reckoning, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    const { now } = given
    return this.background.streams.change(
      slaStream,
      id,
      given,
      async (state, facts) => {
        const request = await facts.of(requestFacts, id)
        if (request.is === 'unknown') return refuse('request-unknown', 'There is no such request.')
        const terms = await this.readTerms(id, state, { at: given.occurredAt ?? now, position: 0n, asOf: now }, now, facts)
        if (terms === undefined) return refuse('account-missing', 'Clocks count once the account of the request is known.')
        if (terms.promise === undefined && state.started === undefined)
          return refuse('promise-missing', 'No contract was in force when the request was received.')
        return settleTerms(state, terms, because)
      },
      ifRevision === undefined ? {} : { ifRevision },
    )
  }
}
