import type { NotificationKind } from '@spoc/notification-contracts'
import { upcast } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import { reaction } from '@spoc/platform-runtime'
import { isSlaEvent, slaContract, type ClockEvent } from '@spoc/sla-contracts'
import type { Messages } from '../delivery/messages.js'
import type { Letter } from '../letters/letter.js'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { breach, warning, withdrawal, type Matter } from '../letters/staff-letters.js'
import { colleague } from '../recipients/addresses.js'
import { carriersOf, type Carriers } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

type Role = keyof Carriers
const roles: readonly Role[] = ['spoc', 'lead']

/** Warnings go to who carries the request; a breach to the lead of their team too. That there was none after all is told to those who were told. */
export const whenAClockCallsThenTellTheSpoc = (office: PostOffice, log: EventLog, messages: Messages) => {
  const idOfCall = (requestId: string, kind: string, revision: number, role: Role) =>
    notificationId(requestId, kind, String(revision), role)
  const tell = (
    { stream, revision }: { readonly stream: string; readonly revision: number },
    kind: NotificationKind,
    role: Role,
    write: (matter: Matter) => Letter,
  ) => {
    const requestId = idIn(stream)
    const id = idOfCall(requestId, kind, revision, role)
    return askFor(id, async (given, facts) => {
      const known = await facts.of(correspondence, requestId)
      const personId = (await carriersOf(requestId, facts))[role]
      const to = personId === undefined ? undefined : await colleague(personId, facts)
      if (known.request.is === 'unknown' || to === undefined) return undefined
      const letter = write(matterOf(requestId, known.request, office))
      return toStaff(office, { requestId, notificationId: id, kind, to, letter, given }, known)
    })
  }
  return reaction<ClockEvent>()({
    name: 'when-a-clock-calls-then-tell-the-spoc',
    into: notifications,
    on: {
      'sla.clock-warned.v1': (event) => [
        tell(event, 'warning', 'spoc', (matter) => warning(matter, event.data.clock, event.data.share, event.data.dueAt)),
      ],
      'sla.clock-breached.v1': (event) =>
        roles.map((role) => tell(event, 'breach', role, (matter) => breach(matter, event.data.clock, event.data.effectiveAt))),
      'sla.breach-withdrawn.v1': async ({ stream, data: { clock, effectiveAt } }) => {
        const requestId = idIn(stream)
        const revision = await revisionOfBreach(stream, clock, effectiveAt, log)
        if (revision === undefined) return []
        return roles.map((role) => {
          const id = notificationId(requestId, 'withdrawal', String(revision), role)
          return askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const earlier = await messages.of(idOfCall(requestId, 'breach', revision, role))
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
