import { loopMark, supportAddress } from '@spoc/intake-contracts'
import type { ByMail, NotificationDetails } from '@spoc/notification-contracts'
import { personal, reveal, type KeyId } from '@spoc/platform-kernel'
import { EngineUnavailable, MailRejected, type Mailer, type OutgoingMail } from '@spoc/platform-ports'
import { networkError, type Outcome } from './outcome.js'

/** Hands the mail over; the same Message-ID and date at every attempt. */
export async function sendMail(
  mailer: Mailer,
  mailDomain: string,
  details: NotificationDetails,
  via: ByMail,
  text: string,
): Promise<Outcome> {
  const mail = mailOf(mailDomain, details, via, text)
  if (mail.to.length === 0) return { is: 'failed', error: 'address-erased', final: true }
  try {
    await mailer.send(mail)
    return { is: 'sent' }
  } catch (error) {
    const under = details.subject.under
    if (error instanceof MailRejected)
      return { is: 'failed', error: 'mail-rejected', answer: personal(error.answer, under), final: true }
    if (error instanceof EngineUnavailable) return notTaken(error, under)
    throw error
  }
}

/** A 4xx answer is about this mail; no answer at all is about the server. */
function notTaken({ cause, message }: EngineUnavailable, under: KeyId): Outcome {
  const answered =
    cause instanceof Error && 'responseCode' in cause && typeof cause.responseCode === 'number' ? cause.responseCode : undefined
  return answered === undefined
    ? { is: 'failed', error: networkError(cause), final: false, peerIsAway: true }
    : { is: 'failed', error: `smtp-${answered}`, answer: personal(message, under), final: false }
}

function mailOf(mailDomain: string, details: NotificationDetails, via: ByMail, text: string): OutgoingMail {
  const { messageId, subject, kind, calendar, inReplyTo, references, at } = details
  return {
    messageId,
    date: at,
    from: { name: via.from?.name ?? 'Service desk', address: via.from?.address ?? supportAddress(mailDomain) },
    to: via.to.flatMap((to) => ('personal' in to ? [to.personal] : [])),
    subject: reveal(subject, '(erased)'),
    text,
    headers: {
      'Auto-Submitted': kind === 'reply' ? 'no' : kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated',
      'X-Loop': loopMark(mailDomain),
      'X-SPOC-Loop': loopMark(mailDomain),
    },
    ...(via.replyTo === undefined ? {} : { replyTo: via.replyTo }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references === undefined ? {} : { references }),
    ...(calendar === undefined ? {} : { calendar }),
  }
}
