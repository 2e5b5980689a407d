import { SEARCH, type RequestEvent, type SearchDocument } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import { orderOf } from '../log-order.js'
import { wordsSaidIn } from './said-words.js'
import { indexed } from './terms.js'

/** Of one request, so many words (and beginnings of words) are kept. */
const MOST_WORDS = 4_000

function addWords(event: RecordedOf<RequestEvent>, into: Into<SearchDocument>): void {
  const { words, internal } = wordsSaidIn(event)
  if (words.length === 0) return
  into.put(event.metadata.subject, (found) => found && { ...found, words: together(found.words, indexed(words, internal)) })
}

export const search = projector<SearchDocument, RequestEvent>({
  collection: SEARCH,
  version: 2,
  on: {
    'intake.request-received.v1': (event, into) =>
      into.put(event.metadata.subject, () => ({
        _id: event.metadata.subject,
        ...(event.data.accountId === undefined ? {} : { accountId: event.data.accountId }),
        words: together([], indexed(wordsSaidIn(event).words, false)),
        order: orderOf(event.position),
      })),
    'intake.message-added.v1': addWords,
    'intake.client-awaited.v1': addWords,
    'intake.request-resolved.v1': addWords,
    'intake.request-cancelled.v1': addWords,
    'intake.request-rejected.v1': addWords,
    'intake.request-reopened.v1': addWords,
    'intake.request-put-on-hold.v1': addWords,
    'intake.account-set.v1': ({ metadata: { subject }, data: { accountId } }, into) =>
      into.put(subject, (found) => found && { ...found, accountId }),
  },
})

function together(known: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...known, ...more])].slice(0, MOST_WORDS)
}
