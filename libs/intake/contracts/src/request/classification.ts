export const requestKinds = ['incident', 'service-request', 'question', 'complaint'] as const
export type RequestKind = (typeof requestKinds)[number]

export const levels = ['high', 'medium', 'low'] as const
export type Impact = (typeof levels)[number]
export type Urgency = (typeof levels)[number]

export const priorities = ['P1', 'P2', 'P3', 'P4'] as const
export type Priority = (typeof priorities)[number]

export const resolutionCodes = [
  'fixed',
  'workaround',
  'recovered-by-itself',
  'no-fault-found',
  'done',
  'answered',
  'cause-at-client',
  'cause-at-vendor',
  'duplicate',
  /** The client was awaited for the contract's days and did not answer. Given by the clock alone. */
  'no-answer',
] as const
export type ResolutionCode = (typeof resolutionCodes)[number]

export const holdReasons = ['agreed-window', 'planned-work', 'freeze', 'vendor', 'parts', 'site-access', 'force-majeure'] as const
export type HoldReason = (typeof holdReasons)[number]

export const holdParties = ['client', 'provider', 'vendor', 'third-party'] as const
/** Whose doing it is that the work rests. */
export type HoldParty = (typeof holdParties)[number]

export const linkRelations = [
  'duplicates',
  'relates-to',
  'follows-up',
  'followed-up-by',
  'child-of',
  'parent-of',
  'survives',
] as const
/** Read as a sentence: the stream's own request `<relation>` the one it names. */
export type LinkRelation = (typeof linkRelations)[number]

/** What a person should look at before trusting what was brought. */
export type RequestFlag =
  /** A right token, or the thread of another request, from somebody who has no part in it. */
  | 'stranger-in-thread'
  /** The sender is nobody in the directory. */
  | 'unknown-sender'
  /** The sender's account could not be told among several. */
  | 'account-ambiguous'
  /** The sender left out alerts of the group. */
  | 'alerts-truncated'
  /** The sender gave no fingerprint; it is derived from the labels. */
  | 'fingerprint-derived'
