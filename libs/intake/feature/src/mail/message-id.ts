import type { IncomingMail } from '@spoc/intake-domain'
import { idOf, type Id } from '@spoc/platform-kernel'

/** The id under which a mail's word is added to a request: the same whenever the mail comes. */
export function messageIdOf(mailDomain: string, { messageId }: Pick<IncomingMail, 'messageId'>): Id<'message'> {
  return idOf('message', mailDomain, messageId)
}
