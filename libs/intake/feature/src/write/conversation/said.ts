import type { Message } from '@spoc/intake-domain'
import type { Changed, Id } from '@spoc/platform-kernel'

/** Something somebody says on a request, with a text of any length. */
export interface SaidOn extends Omit<Message, 'text'> {
  readonly text: string
}

/** Where it went: a merged request's conversation goes on in its survivor. */
export interface Replied extends Changed {
  readonly requestId: Id<'request'>
  readonly messageId: Id<'message'>
  readonly outcome: 'added' | 'follow-up-opened'
  /** Of the follow-up that was opened. */
  readonly number?: string
}
