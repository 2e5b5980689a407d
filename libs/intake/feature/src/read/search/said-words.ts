import type { RequestEvent } from '@spoc/intake-contracts'
import { reveal, type Personal } from '@spoc/platform-kernel'
import { wordsOf } from './words-of.js'

/** Words that an event brings to its request, and whether its client may know of them. */
export interface SaidWords {
  readonly words: readonly string[]
  readonly internal: boolean
}

/** Of one event, so many words are kept. */
const MOST_WORDS = 400

/** Texts that are kept in blobs are too long to be searched by their words. */
export function wordsSaidIn(event: RequestEvent): SaidWords {
  switch (event.type) {
    case 'intake.request-received.v1': {
      const { title, description, clientReference = '', sender, copiedTo = [], alert } = event.data
      const parties = [...(sender === undefined ? [] : [sender]), ...copiedTo]
      return {
        words: [
          ...of(title, description),
          ...wordsOf(clientReference),
          ...wordsOf(Object.values(alert?.labels ?? {}).join(' ')),
          ...parties.map(({ addressHash }) => wordOfAddress(addressHash)),
        ],
        internal: false,
      }
    }
    case 'intake.message-added.v1': {
      const { body, direction, sender } = event.data
      const address = sender === undefined ? [] : [wordOfAddress(sender.addressHash)]
      return { words: [...of(body), ...address], internal: direction === 'internal' }
    }
    case 'intake.client-awaited.v1':
      return { words: of(event.data.what), internal: false }
    case 'intake.request-resolved.v1':
      return { words: of(event.data.solution), internal: false }
    case 'intake.request-cancelled.v1':
    case 'intake.request-rejected.v1':
    case 'intake.request-reopened.v1':
      return { words: of(event.data.reason), internal: false }
    case 'intake.request-put-on-hold.v1':
      return { words: of(event.data.note), internal: true }
    default:
      return { words: [], internal: true }
  }
}

/** No word that is typed begins so. */
export function wordOfAddress(addressHash: string): string {
  return `@${addressHash}`
}

function of(...texts: readonly (Personal<string> | undefined)[]): readonly string[] {
  return wordsOf(texts.map((text) => (text === undefined ? '' : reveal(text, ''))).join(' ')).slice(0, MOST_WORDS)
}
