import type { IncomingMail } from '../src/mail/incoming-mail.js'

/** A mail by Ada of Nordlicht to the support mailbox. */
export const mail = (some: Partial<IncomingMail> = {}): IncomingMail => ({
  messageId: 'a2@nordlicht.example',
  references: [],
  subject: 'Link down',
  from: 'ada@nordlicht.example',
  fromHash: 'hash-of-ada',
  recipients: ['support@provider.example'],
  mailbox: 'support@provider.example',
  returnPath: 'ada@nordlicht.example',
  headers: {},
  ...some,
})
