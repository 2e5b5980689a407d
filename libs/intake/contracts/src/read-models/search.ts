/**
 * Restricted read model `intake_search`: the words of a request, folded (lower case, no accents), each once. What stands in `words` its
 * client may know of; `internalWords` come from what never leaves.
 */
export interface SearchDocument {
  readonly _id: string
  readonly accountId?: string
  readonly words: readonly string[]
  readonly internalWords: readonly string[]
  /** Position of the request's receipt, 20 digits. */
  readonly order: string
}

/**
 * Restricted read model `intake_words`: the same words the other way round, `_id` is `<word>|<requestId>`. A word that begins with `@` is
 * the keyed hash of an address that took part.
 */
export interface WordDocument {
  readonly _id: string
  readonly word: string
  readonly requestId: string
  /** Position of the first event that said it, 20 digits. */
  readonly order: string
}

export const SEARCH = {
  name: 'intake_search',
  indexes: [{ fields: ['accountId', 'order'] }],
  holds: 'view',
} as const
export const WORDS = { name: 'intake_words', indexes: [{ fields: ['word', 'order'] }], holds: 'view' } as const
