import { reveal } from '@spoc/platform-kernel'
import { ERASED } from '../queue/personal.view.js'
import { isPersonal, isRecord } from './without-personal.js'

/** What an event says in somebody's words. */
export interface Said {
  readonly text?: string
  readonly blob?: string
  readonly authorName?: string
}

/** Fields that hold the words of an event, one or none of them in each. */
const wordsOf = ['body', 'description', 'what', 'solution', 'reason', 'note', 'ask', 'report'] as const
const blobsOf = ['bodyBlob', 'descriptionBlob'] as const

/** The words of an event and who said them; nothing where it has none. An address that the directory keeps is not copied. */
export function saidIn(data: unknown): Said | undefined {
  if (!isRecord(data)) return undefined
  const text = wordsOf.map((field) => textOf(data[field])).find((found) => found !== undefined)
  const blob = blobsOf.map((field) => blobOf(data[field])).find((found) => found !== undefined)
  const author = data['author']
  const authorName = isRecord(author) ? textOf(author['name']) : undefined
  if (text === undefined && blob === undefined && authorName === undefined) return undefined
  return {
    ...(text === undefined ? {} : { text }),
    ...(blob === undefined ? {} : { blob }),
    ...(authorName === undefined ? {} : { authorName }),
  }
}

function textOf(value: unknown): string | undefined {
  if (!isPersonal(value)) return undefined
  const text = reveal(value, ERASED)
  return typeof text === 'string' ? text : undefined
}

function blobOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value['sha256'] === 'string' ? value['sha256'] : undefined
}
