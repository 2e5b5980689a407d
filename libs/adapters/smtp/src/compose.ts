import type { OutgoingMail } from '@spoc/platform-ports'
import type { SendMailOptions } from 'nodemailer'

/** A mail in nodemailer's words. */
export function compose(mail: OutgoingMail): SendMailOptions {
  return {
    messageId: mail.messageId,
    // nodemailer writes a text as it stands; a Date it writes as RFC 5322 §3.3 wants it.
    date: new Date(mail.date),
    from: mail.from,
    to: mail.to.map(({ name, address }) => ({ name: name ?? '', address })),
    subject: mail.subject,
    text: mail.text,
    headers: { ...mail.headers },
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references === undefined ? {} : { references: [...mail.references] }),
    ...(mail.calendar === undefined
      ? {}
      : { icalEvent: { method: mail.calendar.method, content: mail.calendar.content, filename: mail.calendar.filename } }),
  }
}
