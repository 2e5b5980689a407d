import type { RequestEvent } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type Background, type Effect } from '@spoc/platform-runtime'
import type { ClockEvent, SlaOfRequest } from '@spoc/sla-contracts'
import { slaStream } from '@spoc/sla-domain'
import { calendarsOf } from '../../clocks/calendars-of.js'
import { inTurn } from '../../terms/in-turn.js'
import { termsReader, type Cause } from '../../terms/read-terms.js'
import { historyThrough, type RequestHistory } from '../../terms/request-history.js'
import { changeSince, settleTerms, type Because } from '../../terms/settle-terms.js'
import { actOf, mayBeAnswered } from '../../terms/what-acts.js'

type Effects = readonly Effect<SlaOfRequest, ClockEvent>[]
type Input = RecordedOf<RequestEvent>

/** Everything that happens to a request and moves its clocks, each fact into the stream `sla-<requestId>`. */
export function keepClocks(background: Background): AnyReaction {
  const { streams, engines } = background
  const readTerms = termsReader(background)

  const terms = (event: Input, because: Because, history?: RequestHistory): Effects =>
    into(event, async (state, { now }, facts) => {
      const known = await readTerms(requestIdOf(event), state, causeOf(event, history), now, facts)
      return known === undefined ? [] : settleTerms(state, known, because)
    })

  const act = (event: Input): Effects => {
    if (actOf(event) === undefined) return []
    return into(event, async (state, { now }) => {
      if (state.started === undefined) return []
      const asks = mayBeAnswered(event, state)
      const history = asks ? await historyThrough(engines.log, requestIdOf(event), event.revision) : []
      return actOf(event, history)?.(state, { calendars: await calendarsOf(state, streams), now }) ?? []
    })
  }

  /** Clocks that stood still have not heard of other terms: they go on under those of now. */
  const actAndCatchUp = (event: Input): Effects => {
    const does = actOf(event)
    if (does === undefined) return []
    return into(event, async (state, { now }, facts) => {
      const { started } = state
      if (started === undefined) return []
      const calendars = await calendarsOf(state, streams)
      const known = await readTerms(requestIdOf(event), state, causeOf(event), now, facts)
      const because = known?.promise && changeSince(started, known.promise)
      return inTurn(
        state,
        (current) => does(current, { calendars, now }),
        (current) => (known === undefined || because === undefined ? [] : settleTerms(current, known, because)),
      )
    })
  }

  return reaction<RequestEvent>()({
    name: 'when-request-changes-then-keep-its-clocks',
    into: slaStream,
    on: {
      'intake.request-received.v1': (event) => terms(event, 'contract-changed', [event]),
      'intake.account-set.v1': (event) => terms(event, 'contract-changed'),
      'intake.priority-set.v1': (event) => terms(event, 'priority-changed'),
      'intake.service-set.v1': (event) => terms(event, 'class-changed'),
      'intake.kind-converted.v1': (event) => terms(event, 'kind-changed'),
      'intake.request-taken-up.v1': act,
      'intake.message-added.v1': act,
      'intake.client-awaited.v1': act,
      'intake.request-put-on-hold.v1': act,
      'intake.work-resumed.v1': act,
      'intake.request-resolved.v1': act,
      'intake.request-reopened.v1': actAndCatchUp,
      'intake.request-cancelled.v1': act,
      'intake.request-rejected.v1': act,
      'intake.request-merged.v1': act,
      'intake.request-unmerged.v1': actAndCatchUp,
    },
  })
}

function into(event: Input, decide: Effects[number]['decide']): Effects {
  return [{ id: requestIdOf(event), decide }]
}

function requestIdOf({ stream }: Input): string {
  return stream.slice('request-'.length)
}

function causeOf({ revision, metadata, position }: Input, history?: RequestHistory): Cause {
  return { through: revision, at: metadata.occurredAt, position, ...(history === undefined ? {} : { history }) }
}
