import type { Decision, Fact } from '@spoc/platform-kernel'
import type { RequestRouting, RequestRoutingEvent } from '@spoc/routing-contracts'

type EndedBecause = Extract<RequestRoutingEvent, Fact<'routing.closed.v1'>>['data']['because']

/** The request ended. Resolved and then closed is one end: the first stands. */
export function endRouting({ ended }: RequestRouting, because: EndedBecause): Decision<RequestRoutingEvent> {
  return ended ? [] : [{ type: 'routing.closed.v1', data: { because } }]
}

export function reopenRouting({ ended }: RequestRouting): Decision<RequestRoutingEvent> {
  return ended ? [{ type: 'routing.reopened.v1', data: {} }] : []
}
