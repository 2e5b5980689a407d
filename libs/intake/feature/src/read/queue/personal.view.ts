import {
  REQUEST_TEXTS,
  REQUESTS_PERSONAL,
  type Attachment,
  type BlobReference,
  type KeptText,
  type MailParty,
  type PersonalRequestDocument,
  type RequestEvent,
  type RequestTextsDocument,
} from '@spoc/intake-contracts'
import { reveal, type Personal } from '@spoc/platform-kernel'
import { projector } from '@spoc/platform-runtime'
import { orderOf } from '../log-order.js'

export const ERASED = 'erased'

/** Titles, and senders that the directory does not know. */
export const requestsPersonal = projector<PersonalRequestDocument, RequestEvent>({
  collection: REQUESTS_PERSONAL,
  version: 3,
  on: {
    'intake.request-received.v1': (
      { position, metadata: { subject }, data: { accountId, receivedAt, title, sender, alert } },
      into,
    ) =>
      into.put(subject, () => ({
        _id: subject,
        ...(accountId === undefined ? {} : { accountId }),
        receivedAt,
        order: orderOf(position),
        ...(alert === undefined ? {} : { alertGroupKey: alert.groupKey }),
        title: reveal(title, ERASED),
        ...(sender === undefined ? {} : senderOf(sender)),
      })),
    'intake.account-set.v1': ({ metadata: { subject }, data: { accountId } }, into) =>
      into.put(subject, (found) => found && { ...found, accountId }),
  },
})

/** What is read on a request's own page only. */
export const requestTexts = projector<RequestTextsDocument, RequestEvent>({
  collection: REQUEST_TEXTS,
  version: 1,
  on: {
    'intake.request-received.v1': ({ metadata: { subject }, data: { description, descriptionBlob, attachments } }, into) =>
      into.put(subject, () => {
        const kept = keptText(description, descriptionBlob)
        return { _id: subject, ...(kept && { description: kept }), attachmentNames: namesOf(attachments) }
      }),
    'intake.message-added.v1': ({ metadata: { subject }, data: { attachments } }, into) => {
      if (attachments.length === 0) return
      into.put(subject, (found) => found && { ...found, attachmentNames: { ...found.attachmentNames, ...namesOf(attachments) } })
    },
    'intake.client-awaited.v1': ({ metadata: { subject }, data: { what } }, into) =>
      into.put(subject, (found) => found && { ...found, awaited: reveal(what, ERASED) }),
    'intake.request-put-on-hold.v1': ({ metadata: { subject }, data: { note } }, into) =>
      into.put(subject, (found) => {
        if (found === undefined) return undefined
        const { holdNote: _, ...rest } = found
        return note === undefined ? rest : { ...rest, holdNote: reveal(note, ERASED) }
      }),
    'intake.request-resolved.v1': ({ metadata: { subject }, data: { solution } }, into) =>
      into.put(subject, (found) => {
        if (found === undefined) return undefined
        const { solution: _, ...rest } = found
        return solution === undefined ? rest : { ...rest, solution: reveal(solution, ERASED) }
      }),
  },
})

/** What is under the key of a person whom the directory knows is not copied here: it is asked there, and erased there. */
function senderOf({ name, address }: MailParty): Pick<PersonalRequestDocument, 'sender'> {
  const own = (value: Personal<string> | undefined) =>
    value === undefined || !value.under.startsWith('request:') ? undefined : reveal(value, undefined)
  const sender = {
    ...(own(name) === undefined ? {} : { name: own(name) }),
    ...(own(address) === undefined ? {} : { address: own(address) }),
  }
  return Object.keys(sender).length === 0 ? {} : { sender }
}

function keptText(text: Personal<string> | undefined, blob: BlobReference | undefined): KeptText | undefined {
  if (text !== undefined) return { text: reveal(text, ERASED) }
  return blob && { blob: blob.sha256 }
}

function namesOf(attachments: readonly Attachment[]): Readonly<Record<string, string>> {
  return Object.fromEntries(attachments.map(({ attachmentId, name }) => [attachmentId, reveal(name, ERASED)]))
}
