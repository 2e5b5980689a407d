import type { Id } from '@spoc/platform-kernel'

/** What became of a mail. */
export type Taken =
  | { readonly outcome: 'opened' | 'added' | 'known'; readonly requestId: Id<'request'> }
  | { readonly outcome: 'quarantined'; readonly reason: string }
