import {
  requestStatuses,
  tmf621Status,
  type Impact,
  type Priority,
  type RequestKind,
  type RequestStatus,
} from '@spoc/intake-contracts'

const impacts: Readonly<Record<string, Impact>> = { critical: 'high', major: 'medium', minor: 'low' }

const kinds: Readonly<Record<string, RequestKind>> = {
  incident: 'incident',
  trouble: 'incident',
  fault: 'incident',
  problem: 'incident',
  servicerequest: 'service-request',
  question: 'question',
  informationrequest: 'question',
  complaint: 'complaint',
}

const priorities: Readonly<Record<string, Priority>> = { critical: 'P1', high: 'P2', medium: 'P3', low: 'P4' }

/** What TMF621 calls `severity`: `Critical`, `Major` or `Minor`, in any case. */
export const impactOf = (severity: string): Impact | undefined => wordIn(impacts, severity)

/** What TMF621 calls `ticketType`: our own kinds, and what other systems commonly call them, in any case and with or without dashes. */
export const kindOf = (ticketType: string): RequestKind | undefined => wordIn(kinds, ticketType)

export const priorityOf = (priority: string): Priority | undefined => wordIn(priorities, priority)

/** Our states that TMF621 tells by this word; none for a word it does not have. */
export function statusesOf(status: string): readonly RequestStatus[] {
  return requestStatuses.filter((one) => tmf621Status[one] === status)
}

function wordIn<Meaning>(words: Readonly<Record<string, Meaning>>, word: string): Meaning | undefined {
  const key = word.toLowerCase().replace(/[\s_-]/g, '')
  return Object.hasOwn(words, key) ? words[key] : undefined
}
