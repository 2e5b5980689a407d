import { Controller, Get, Header, Inject, Param, Query, Res } from '@nestjs/common'
import { proofFacts } from '@spoc/audit-contracts'
import { exportBundle, makeBundle, proofStream, writeBundle, type Bundle, type StreamHead } from '@spoc/audit-domain'
import { idOf, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, EVENT_LOG, Who, type Principal } from '@spoc/platform-nest'
import type { EventLog } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import type { FastifyReply } from 'fastify'
import { Auditing } from '../access/auditing.js'
import { Moments, MomentWanted } from '../as-of/moment-wanted.js'
import { inLogOrder, SubjectEvents, type StreamSoFar } from '../trail/subject-events.js'

/** Bundles: the events about a request as they are stored, with the hashes that show them unaltered and complete. */
@Controller('api/v1/audit')
export class BundleRoute {
  constructor(
    private readonly auditing: Auditing,
    private readonly subjects: SubjectEvents,
    private readonly moments: Moments,
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * A text file, a line of JSON for the head and one for each event, personal fields sealed. Its root is put on record, so that a forged
   * one can be told later. As of now, or of the moment named. Refused: `request-unknown` 404; a moment that is none 422.
   */
  @Get('requests/:idOrNumber/bundle')
  @Header('content-type', 'application/x-ndjson; charset=utf-8')
  @AllowedTo('auditor', 'admin', 'manager', 'scope:audit:read')
  async bundle(
    @Param('idOrNumber') idOrNumber: string,
    @Query() wanted: MomentWanted,
    @Caller() given: Given,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const moment = await this.moments.named(wanted)
    const subject = await this.subjects.requestId(idOrNumber)
    const why = wanted.purpose === undefined ? {} : { purpose: wanted.purpose }
    const asOf = moment === undefined ? {} : { asOf: moment.instant ?? String(moment.position) }
    const look = await this.auditing.record({ subject, to: 'bundle', ...asOf, ...why }, given, principal)
    const through = moment?.position ?? look.position
    const streams = await this.subjects.streamsOf(subject, through)
    const instant = moment?.instant === undefined ? {} : { instant: moment.instant }
    const bundle = makeBundle({
      subject,
      exportedAt: given.now,
      asOf: { position: String(through), ...instant },
      streams: await Promise.all(streams.map((one) => this.headOf(one))),
      events: inLogOrder(streams),
    })
    await this.putOnRecord(bundle, given)
    void reply.header('content-disposition', `attachment; filename="${subject}.spoc-bundle.jsonl"`)
    return writeBundle(bundle)
  }

  /** What was put on record of the bundle with this root. Refused: `bundle-unknown` 404. */
  @Get('bundles/:root')
  @AllowedTo('auditor', 'admin', 'manager', 'scope:audit:read')
  async recorded(@Param('root') root: string) {
    const { state } = await this.streams.load(proofFacts, idOf('proof', root))
    if (state.is === 'unknown') throw new Refused(refuse('bundle-unknown', 'No bundle with this root was handed out.'))
    const { is: _, ...recorded } = state
    return recorded
  }

  /** The last revision as the log has it, asked for by itself: the events cannot show that the last of them is missing. */
  private async headOf({ stream, events }: StreamSoFar): Promise<StreamHead> {
    const [last] = await this.log.readStream(stream, { direction: 'backwards', limit: 1 })
    const lastSoFar = events.at(-1)
    const grown = last !== undefined && lastSoFar !== undefined && last.position > lastSoFar.position
    return { stream, lastRevision: (grown ? lastSoFar : last)?.revision ?? -1 }
  }

  private putOnRecord({ head, events }: Bundle, given: Given) {
    const { idempotency: _, ...by } = given
    const { subject, root, asOf } = head
    const record = { subject, root, events: events.length, position: asOf.position }
    return this.streams.change(proofStream, idOf('proof', root), by, (known) => exportBundle(known, record))
  }
}
