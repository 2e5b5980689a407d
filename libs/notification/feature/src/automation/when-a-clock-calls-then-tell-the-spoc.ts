import { upcast, type RecordedOf } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import { reaction } from '@spoc/platform-runtime'
import { isSlaEvent, slaContract, type ClockEvent, type OlaEvent } from '@spoc/sla-contracts'
import type { Messages } from '../delivery/messages.js'
import { matterOf, toStaff } from '../letters/post.js'
import { breach, withdrawal } from '../letters/staff-letters.js'
import { colleague } from '../recipients/addresses.js'
import { carriersOf, type Carriers } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'
import { warnAudiences, type Audiences } from './warn-audiences.js'

type Breached = Extract<ClockEvent, { readonly type: 'sla.clock-breached.v1' }>
type Role = keyof Carriers
const roles: readonly Role[] = ['spoc', 'lead']

/**
 * Warnings go to whom they are for, which is who carries the request where nothing is said; a breach to the lead of their team too. That there
 * was none after all is told to those who were told.
 */
export const whenAClockCallsThenTellTheSpoc = (by: Audiences, log: EventLog, messages: Messages) => {
  const { office } = by
  const idOfBreach = (requestId: string, revision: number, role: Role) =>
    notificationId(requestId, 'breach', String(revision), role)
  const tellBreach = ({ stream, revision, data: { clock, effectiveAt } }: RecordedOf<Breached>, role: Role) => {
    const requestId = idIn(stream)
    const id = idOfBreach(requestId, revision, role)
    return askFor(id, async (given, facts) => {
      const known = await facts.of(correspondence, requestId)
      const personId = (await carriersOf(requestId, facts))[role]
      const to = personId === undefined ? undefined : await colleague(personId, facts)
      if (known.request.is === 'unknown' || to === undefined) return undefined
      const letter = breach(matterOf(requestId, known.request, office), clock, effectiveAt)
      return toStaff(office, { requestId, notificationId: id, kind: 'breach', to, letter, given }, known)
    })
  }
  return reaction<ClockEvent | OlaEvent>()({
    name: 'when-a-clock-calls-then-tell-the-spoc',
    into: notifications,
    on: {
      'sla.clock-warned.v1': ({ stream, revision, data, metadata: { accountId } }) => {
        const requestId = idIn(stream)
        const idFor = (...whom: readonly string[]) => notificationId(requestId, 'warning', String(revision), ...whom)
        return warnAudiences({ requestId, accountId, clock: data.clock, warned: data, idFor }, by)
      },
      'sla.ola-warned.v1': ({ stream, revision, data, metadata: { subject: requestId } }) => {
        const idFor = (...whom: readonly string[]) => notificationId(idIn(stream), 'warning', String(revision), ...whom)
        const { clock, teamId, audiences = [] } = data
        return warnAudiences({ requestId, clock, teamId, warned: { ...data, audiences }, idFor }, by)
      },
      'sla.clock-breached.v1': (event) => roles.map((role) => tellBreach(event, role)),
      'sla.breach-withdrawn.v1': async ({ stream, data: { clock, effectiveAt } }) => {
        const requestId = idIn(stream)
        const revision = await revisionOfBreach(stream, clock, effectiveAt, log)
        if (revision === undefined) return []
        return roles.map((role) => {
          const id = notificationId(requestId, 'withdrawal', String(revision), role)
          return askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const earlier = await messages.of(idOfBreach(requestId, revision, role))
            const to = earlier?.via.kind === 'mail' ? earlier.via.to[0] : undefined
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const letter = withdrawal(matterOf(requestId, known.request, office), clock, effectiveAt)
            return toStaff(office, { requestId, notificationId: id, kind: 'breach', to, letter, given }, known)
          })
        })
      },
    },
  })
}

/** By which event of the stream the breach was told; the latest where there were several. */
async function revisionOfBreach(stream: string, clock: string, effectiveAt: string, log: EventLog): Promise<number | undefined> {
  const events = await log.readStream(stream)
  return events.findLast((event) => {
    const { fact } = upcast([slaContract], event)
    return (
      isSlaEvent(fact) &&
      fact.type === 'sla.clock-breached.v1' &&
      fact.data.clock === clock &&
      fact.data.effectiveAt === effectiveAt
    )
  })?.revision
}
