import {
  intakeContract,
  TIMELINE,
  TIMELINE_PERSONAL,
  type PersonalTimelineDocument,
  type TimelineDocument,
} from '@spoc/intake-contracts'
import { notificationContract } from '@spoc/notification-contracts'
import type { Fact, Recorded } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { orderOf } from '../log-order.js'
import { saidIn } from './said.js'
import { isPublic } from './shown-to-client.js'
import { withoutPersonal } from './without-personal.js'

/** Of these contexts' events, those about a request; the others are about a claim, a team, a rota, a policy or a calendar. */
const notOfARequest =
  /^(intake\.(claimed|number-block)|routing\.(rota|override|team|escalation-policy)|sla\.(policy|calendar)-defined)/

const types: readonly string[] = [intakeContract, routingContract, slaContract, notificationContract]
  .flatMap((contract): readonly string[] => contract.types)
  .filter((type) => !notOfARequest.test(type))

/** Everything that happened to a request, in one order over all contexts. */
export const timeline = projector<TimelineDocument, Fact>({
  collection: TIMELINE,
  version: 2,
  on: Object.fromEntries(
    types.map((type) => [
      type,
      (event: Recorded, into: Into<TimelineDocument>) => into.put(event.id, () => entryOf(event, withoutPersonal(event.data))),
    ]),
  ),
})

export const timelinePersonal = projector<PersonalTimelineDocument, Fact>({
  collection: TIMELINE_PERSONAL,
  version: 2,
  on: Object.fromEntries(
    types.map((type) => [
      type,
      ({ id, metadata, data }: Recorded, into: Into<PersonalTimelineDocument>) => {
        const said = saidIn(data)
        if (said !== undefined) into.put(id, () => ({ _id: id, requestId: metadata.subject, ...said }))
      },
    ]),
  ),
})

function entryOf({ id, stream, revision, position, type, metadata }: Recorded, data: TimelineDocument['data']): TimelineDocument {
  const { subject, accountId, recordedAt, occurredAt, actor, onBehalfOf, channel } = metadata
  return {
    _id: id,
    requestId: subject,
    ...(accountId === undefined ? {} : { accountId }),
    order: orderOf(position),
    stream,
    revision,
    at: recordedAt,
    occurredAt,
    type,
    public: isPublic(type, data),
    actor,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    channel,
    data,
  }
}
