import type { NotificationKind } from '@spoc/notification-contracts'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { routingOfRequest, teamFacts } from '@spoc/routing-contracts'
import type { ClockEvent } from '@spoc/sla-contracts'
import type { Letter } from '../letters/letter.js'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { breach, warning, withdrawal, type Matter } from '../letters/staff-letters.js'
import { colleague } from '../recipients/addresses.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

/** Warnings go to who carries the request; a breach, and its withdrawal, to the lead of their team too. */
export const whenAClockCallsThenTellTheSpoc = (office: PostOffice) => {
  const tell = (
    event: { readonly stream: string; readonly revision: number },
    kind: NotificationKind,
    role: Role,
    write: (matter: Matter) => Letter,
  ) => {
    const requestId = idIn(event.stream)
    const id = notificationId(requestId, kind, String(event.revision), role)
    return askFor(id, async (given, facts) => {
      const known = await facts.of(correspondence, requestId)
      const personId = await whoIs(role, requestId, facts)
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
      'sla.breach-withdrawn.v1': (event) =>
        roles.map((role) =>
          tell(event, 'breach', role, (matter) => withdrawal(matter, event.data.clock, event.data.effectiveAt)),
        ),
    },
  })
}

type Role = 'spoc' | 'lead'
const roles: readonly Role[] = ['spoc', 'lead']

/** The person, or of a team whoever is on duty for it, else its lead. The lead is told once where they are the SPOC. */
async function whoIs(role: Role, requestId: string, facts: FactsReader): Promise<string | undefined> {
  const { spoc } = await facts.of(routingOfRequest, requestId)
  if (spoc === undefined) return undefined
  const team = spoc.spoc.teamId === undefined ? undefined : (await facts.of(teamFacts, spoc.spoc.teamId)).team
  const carrier = spoc.spoc.kind === 'person' ? spoc.spoc.personId : (spoc.dutyPersonId ?? team?.leadId)
  if (role === 'spoc') return carrier
  return team?.leadId === carrier ? undefined : team?.leadId
}
