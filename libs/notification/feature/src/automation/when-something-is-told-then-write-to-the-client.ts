import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import type { NotificationKind } from '@spoc/notification-contracts'
import { reveal } from '@spoc/platform-kernel'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import {
  cancellation,
  closing,
  merger,
  question,
  rejection,
  reminder,
  reply,
  resolution,
  type Told,
} from '../letters/client-letters.js'
import type { Letter } from '../letters/letter.js'
import { toClient, toldOf, type PostOffice } from '../letters/post.js'
import { clientsOf } from '../recipients/addresses.js'
import { correspondence, type Correspondence } from '../recipients/correspondence.js'
import { readerZone } from '../recipients/reader-zone.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

interface Around {
  readonly known: Correspondence
  readonly facts: FactsReader
}

type Write = (told: Told, around: Around) => Letter | Promise<Letter>

/** Texts above 32 KiB are in the blob store. */
export type LongTexts = (sha256: string) => Promise<string | undefined>

/** Whatever the client is to know of a request reaches it by mail, in the thread of that request. */
export const whenSomethingIsToldThenWriteToTheClient = (office: PostOffice, longTexts: LongTexts) => {
  const tell = (event: { readonly stream: string; readonly revision: number }, kind: NotificationKind, write: Write) => {
    const requestId = idIn(event.stream)
    const id = notificationId(requestId, kind, String(event.revision))
    return [
      askFor(
        id,
        async (given, facts) => {
          const known = await facts.of(correspondence, requestId)
          if (known.request.is === 'unknown') return undefined
          const to = await clientsOf(known, facts)
          const letter = await write(toldOf(requestId, known.request, office), { known, facts })
          return toClient(office, { requestId, notificationId: id, kind, to, letter, given }, known)
        },
        office.mailDomain,
      ),
    ]
  }
  return reaction<RequestEvent>()({
    name: 'when-something-is-told-then-write-to-the-client',
    into: notifications,
    on: {
      'intake.message-added.v1': (event) => {
        const { direction, body, bodyBlob } = event.data
        if (direction !== 'to-client') return []
        return tell(event, 'reply', async (told) =>
          reply(told, body === undefined ? ((bodyBlob && (await longTexts(bodyBlob.sha256))) ?? '') : reveal(body, '')),
        )
      },
      'intake.client-awaited.v1': (event) => tell(event, 'reminder', (told) => question(told, reveal(event.data.what, ''))),
      'intake.reminder-due.v1': (event) =>
        tell(event, 'reminder', (told, { known: { awaited } }) =>
          reminder(told, awaited === undefined ? '' : reveal(awaited, ''), event.data.count),
        ),
      'intake.request-resolved.v1': (event) => {
        const { solution, closeAt } = event.data
        return tell(event, 'resolution', async (told, around) =>
          resolution(told, solution === undefined ? undefined : reveal(solution, ''), closeAt, await zoneOf(around)),
        )
      },
      'intake.request-closed.v1': (event) =>
        tell(event, 'closing', async (told, around) => closing(told, event.data.reopenUntil, await zoneOf(around))),
      'intake.request-rejected.v1': (event) => tell(event, 'closing', (told) => rejection(told, reveal(event.data.reason, ''))),
      'intake.request-cancelled.v1': (event) =>
        tell(event, 'closing', (told) => cancellation(told, reveal(event.data.reason, ''))),
      'intake.request-merged.v1': (event) =>
        tell(event, 'closing', async (told, { facts }) => {
          const survivor = await facts.of(requestFacts, event.data.into)
          return merger(told, survivor.is === 'unknown' ? undefined : survivor.number)
        }),
    },
  })
}

function zoneOf({ known: { request }, facts }: Around): Promise<string> {
  return request.is === 'unknown' ? Promise.resolve('UTC') : readerZone(request, facts)
}
