import { SEARCH, WORDS, type RequestEvent, type SearchDocument, type WordDocument } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Fold, type Into } from '@spoc/platform-runtime'
import { orderOf } from '../log-order.js'
import { wordsSaidIn } from './said-words.js'

/** Of one request, so many words of either kind are kept. */
const MOST_WORDS = 2_000

function addWords(event: RecordedOf<RequestEvent>, into: Into<SearchDocument>): void {
  const { words, internal } = wordsSaidIn(event)
  if (words.length === 0) return
  into.put(event.metadata.subject, (found) => {
    if (found === undefined) return undefined
    return internal
      ? { ...found, internalWords: together(found.internalWords, words) }
      : { ...found, words: together(found.words, words) }
  })
}

function putWords(event: RecordedOf<RequestEvent>, into: Into<WordDocument>): void {
  const requestId = event.metadata.subject
  for (const word of wordsSaidIn(event).words)
    into.put(
      `${word}|${requestId}`,
      (found) => found ?? { _id: `${word}|${requestId}`, word, requestId, order: orderOf(event.position) },
    )
}

const alike = <Doc>(fold: (event: RecordedOf<RequestEvent>, into: Into<Doc>) => void): Fold<Doc, RequestEvent> => ({
  'intake.message-added.v1': fold,
  'intake.client-awaited.v1': fold,
  'intake.request-resolved.v1': fold,
  'intake.request-cancelled.v1': fold,
  'intake.request-rejected.v1': fold,
  'intake.request-reopened.v1': fold,
  'intake.request-put-on-hold.v1': fold,
})

export const search = projector<SearchDocument, RequestEvent>({
  collection: SEARCH,
  version: 1,
  on: {
    ...alike(addWords),
    'intake.request-received.v1': (event, into) =>
      into.put(event.metadata.subject, () => ({
        _id: event.metadata.subject,
        ...(event.data.accountId === undefined ? {} : { accountId: event.data.accountId }),
        words: together([], wordsSaidIn(event).words),
        internalWords: [],
        order: orderOf(event.position),
      })),
    'intake.account-set.v1': ({ metadata: { subject }, data: { accountId } }, into) =>
      into.put(subject, (found) => found && { ...found, accountId }),
  },
})

export const words = projector<WordDocument, RequestEvent>({
  collection: WORDS,
  version: 1,
  on: { ...alike(putWords), 'intake.request-received.v1': putWords },
})

function together(known: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...known, ...more])].slice(0, MOST_WORDS)
}
