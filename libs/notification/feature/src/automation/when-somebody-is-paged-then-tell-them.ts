import type { NotificationEvent } from '@spoc/notification-contracts'
import { suppressNotification } from '@spoc/notification-domain'
import type { Notification } from '@spoc/notification-domain'
import { isRefusal } from '@spoc/platform-kernel'
import { reaction, type Effect, type FactsKind, type FactsReader, type Streams } from '@spoc/platform-runtime'
import { pageFacts, type PageEvent } from '@spoc/routing-contracts'
import type { Letter } from '../letters/letter.js'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { lastResort, page, type Matter } from '../letters/staff-letters.js'
import { colleague } from '../recipients/addresses.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

/** Who was told at which step of a page; the last resort is told at the step `last`. */
export const pageMessages: FactsKind<readonly { readonly step: string; readonly personId: string }[], PageEvent> = {
  category: 'page',
  initial: [],
  evolve: (told, event) => {
    switch (event.type) {
      case 'routing.page-notified.v1':
        return [...told, ...event.data.personIds.map((personId) => ({ step: String(event.data.step), personId }))]
      case 'routing.page-exhausted.v1':
        return [...told, { step: 'last', personId: event.data.lastResort }]
      default:
        return told
    }
  },
}

type Write = (matter: Matter, reason: string) => Letter
const ways = ['mail', 'console'] as const
type Way = (typeof ways)[number]

const idOfPaging = (pageId: string, step: string, personId: string, way: Way) =>
  notificationId('page', pageId, step, personId, way)

/** Every person that a page comes to is told by mail and in the console; once it is answered or stopped, what has not gone out stays. */
export const whenSomebodyIsPagedThenTellThem = (office: PostOffice, streams: Streams) => {
  const tellBy = (way: Way, pageId: string, step: string, personId: string, write: Write) => {
    const id = idOfPaging(pageId, step, personId, way)
    return askFor(id, async (given, facts) => {
      const { requestId, reason = 'by-hand' } = await facts.of(pageFacts, pageId)
      if (requestId === undefined) return undefined
      const known = await facts.of(correspondence, requestId)
      const to = await colleague(personId, facts)
      if (known.request.is === 'unknown' || to === undefined) return undefined
      const letter = write(matterOf(requestId, known.request, office), reason)
      const mail = toStaff(office, { requestId, notificationId: id, kind: 'page', to, letter, given }, known, pageId)
      return way === 'mail' ? mail : mail && { ...mail, via: { kind: 'console', personId } }
    })
  }
  const tell = (pageId: string, step: string, personId: string, write: Write) =>
    ways.map((way) => tellBy(way, pageId, step, personId, write))
  const letGo = async (pageId: string) => {
    const { state } = await streams.load(pageMessages, pageId)
    return state.flatMap(({ step, personId }) =>
      ways.map((way): Effect<Notification, NotificationEvent> => ({
        id: idOfPaging(pageId, step, personId, way),
        decide: async (notification, given, facts) => {
          const decision = suppressNotification(notification, await reasonFor(pageId, facts), given.now)
          return isRefusal(decision) ? [] : decision
        },
      })),
    )
  }
  return reaction<PageEvent>()({
    name: 'when-somebody-is-paged-then-tell-them',
    into: notifications,
    on: {
      'routing.page-notified.v1': ({ stream, data }) =>
        data.personIds.flatMap((personId) =>
          tell(idIn(stream), String(data.step), personId, (matter, reason) => page(matter, reason, data.step)),
        ),
      'routing.page-exhausted.v1': ({ stream, data }) =>
        tell(idIn(stream), 'last', data.lastResort, (matter) => lastResort(matter, data.because)),
      'routing.page-acknowledged.v1': ({ stream }) => letGo(idIn(stream)),
      'routing.page-stopped.v1': ({ stream }) => letGo(idIn(stream)),
    },
  })
}

async function reasonFor(pageId: string, facts: FactsReader) {
  return (await facts.of(pageFacts, pageId)).is === 'acknowledged' ? 'page-acknowledged' : 'page-stopped'
}
