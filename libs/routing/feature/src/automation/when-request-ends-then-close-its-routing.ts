import { isOpen, type RequestEvent } from '@spoc/intake-contracts'
import { reaction, type Effect } from '@spoc/platform-runtime'
import { routingOfRequest, type RequestRouting, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { endRouting, reopenRouting } from '@spoc/routing-domain'
import { idIn } from './id-in.js'

type Because = Parameters<typeof endRouting>[1]
type RoutingEffect = Effect<RequestRouting, RequestRoutingEvent>

const end =
  (because: Because) =>
  ({ stream }: { readonly stream: string }): readonly RoutingEffect[] => [
    { id: idIn(stream), decide: (routing) => endRouting(routing, because) },
  ]
const reopen = ({ stream }: { readonly stream: string }): readonly RoutingEffect[] => [
  { id: idIn(stream), decide: reopenRouting },
]

/** Intake says how a request stands; routing lets go of it and takes it up again by that. */
export const whenRequestEndsThenCloseItsRouting = reaction<RequestEvent>()({
  name: 'when-request-ends-then-close-its-routing',
  into: routingOfRequest,
  on: {
    'intake.request-resolved.v1': end('resolved'),
    'intake.request-closed.v1': end('closed'),
    'intake.request-cancelled.v1': end('cancelled'),
    'intake.request-rejected.v1': end('rejected'),
    'intake.request-merged.v1': end('merged'),
    'intake.request-reopened.v1': reopen,
    'intake.request-unmerged.v1': (event) => (isOpen(event.data.state) ? reopen(event) : []),
  },
})
