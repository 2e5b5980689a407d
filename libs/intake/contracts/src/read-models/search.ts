/**
 * Restricted read model `intake_search`: what was said on a request, as words that are folded (lower case, no accents), each once.
 * `^abc` stands for words that begin with these three letters, `@…` for the keyed hash of an address that took part. What begins with `!`
 * was said among colleagues alone: no client is found by it.
 */
export interface SearchDocument {
  readonly _id: string
  readonly accountId?: string
  readonly words: readonly string[]
  /** Position of the request's receipt, 20 digits. */
  readonly order: string
}

export const SEARCH = {
  name: 'intake_search',
  indexes: [{ fields: ['words'] }, { fields: ['accountId', 'order'] }],
  holds: 'view',
} as const
