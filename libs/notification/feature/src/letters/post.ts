import {
  followToken,
  subjectToken,
  supportAddress,
  taggedAddress,
  threadMessageId,
  threadToken,
  type Request,
} from '@spoc/intake-contracts'
import type { NotificationDetails, NotificationKind } from '@spoc/notification-contracts'
import { reveal, type Given } from '@spoc/platform-kernel'
import type { Recipient } from '../recipients/addresses.js'
import type { Correspondence } from '../recipients/correspondence.js'
import type { Told } from './client-letters.js'
import { idOfAcknowledgement } from './id-of-acknowledgement.js'
import type { Letter } from './letter.js'
import type { Matter } from './staff-letters.js'

/** Where our letters come from, and how what travels in them is signed. */
export interface PostOffice {
  readonly mailDomain: string
  readonly publicUrl: string
  readonly sign: (purpose: string, text: string) => string
}

export function toldOf(requestId: string, { number, title }: Request, { publicUrl, sign }: PostOffice): Told {
  return { number, title: reveal(title, number), followUrl: `${publicUrl}/follow/${followToken(requestId, sign)}` }
}

export function matterOf(requestId: string, { number, title, priority }: Request, { publicUrl }: PostOffice): Matter {
  return { number, title: reveal(title, number), priority, url: `${publicUrl}/requests/${requestId}` }
}

/**
 * A mail in the thread of a request: its answer finds the way back by address, subject and Message-ID alike. Where the client has not written
 * by mail, the acknowledgement is the root of the thread.
 */
export function toClient(
  office: PostOffice,
  { requestId, notificationId, kind, to, letter, given }: PostingToClient,
  { request, mailIds }: Correspondence,
): NotificationDetails | undefined {
  const [first] = to
  if (request.is === 'unknown' || first === undefined) return undefined
  const token = threadToken(request.number, office.sign)
  const messageId = (id: string) => threadMessageId(id, token, office.mailDomain)
  const root = kind === 'acknowledgement' ? [] : [messageId(idOfAcknowledgement(requestId))]
  const thread = mailIds.length > 0 ? mailIds : root
  const last = thread.at(-1)
  return {
    requestId,
    ...(request.accountId === undefined ? {} : { accountId: request.accountId }),
    kind,
    audience: 'client',
    via: { kind: 'mail', to, replyTo: taggedAddress(supportAddress(office.mailDomain), token) },
    subject: { personal: `${letter.subject} ${subjectToken(token)}`, under: first.under },
    text: { personal: letter.text, under: first.under },
    messageId: `<${messageId(notificationId)}>`,
    ...(last === undefined ? {} : { inReplyTo: `<${last}>`, references: thread.map((id) => `<${id}>`) }),
    at: given.now,
  }
}

export type PostingToClient = Omit<Posting, 'to'> & {
  /** The first is whose key the letter is sealed under. */
  readonly to: readonly Recipient[]
}

export interface Posting {
  readonly requestId: string
  readonly notificationId: string
  readonly kind: NotificationKind
  readonly to: Recipient
  readonly letter: Letter
  readonly given: Given
}

/** A mail to a colleague; answering it answers nothing. */
export function toStaff(
  office: PostOffice,
  { requestId, notificationId, kind, to, letter, given }: Posting,
  { request }: Correspondence,
  pageId?: string,
): NotificationDetails | undefined {
  if (request.is === 'unknown') return undefined
  return {
    requestId,
    ...(request.accountId === undefined ? {} : { accountId: request.accountId }),
    ...(pageId === undefined ? {} : { pageId }),
    kind,
    audience: 'staff',
    via: { kind: 'mail', to: [to] },
    subject: { personal: letter.subject, under: to.under },
    text: { personal: letter.text, under: to.under },
    messageId: `<${notificationId}@${office.mailDomain}>`,
    at: given.now,
  }
}
