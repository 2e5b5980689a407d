import type { Impact, Priority, RequestKind, Urgency } from '@spoc/intake-contracts'
import { parseInstant, refuse, type Refusal } from '@spoc/platform-kernel'
import { impactOf, kindOf, priorityOf } from './words.js'

export interface TicketReference {
  readonly id: string
  readonly referredType: string
}

/** What the body of a POST asks for, in our words. */
export interface TicketDraft {
  readonly kind: RequestKind
  readonly title: string
  readonly description: string
  readonly impact: Impact
  readonly urgency: Urgency
  readonly proposedPriority?: Priority
  readonly clientReference?: string
  readonly entities: readonly TicketReference[]
  readonly parties: readonly TicketReference[]
}

const MOST_REFERENCES = 50
const LONGEST_TEXT = 500_000

/**
 * Reads a trouble ticket to be created. Fields that the platform sets itself, and those it does not know, are left alone.
 * Refused, with the field: `field-missing`, `field-invalid`, `field-too-long`, `attachment-not-taken`.
 */
export function readTicket(body: unknown): TicketDraft | Refusal {
  if (!isRecord(body)) return refuse('field-invalid', 'The body is not an object.', 'body')
  const words = readWords(body)
  if ('refused' in words) return words
  const { description, impact, kind, priority, name, externalId } = words
  const entities = readReferences(body['relatedEntity'], 'relatedEntity')
  if ('refused' in entities) return entities
  const parties = readReferences(body['relatedParty'], 'relatedParty')
  if ('refused' in parties) return parties
  const additions = readAdditions(body)
  if ('refused' in additions) return additions
  return {
    kind,
    title: name ?? firstLineOf(description),
    description: [description, ...additions].join('\n\n').slice(0, LONGEST_TEXT),
    impact,
    urgency: priority === undefined ? impact : urgencies[priority],
    ...(priority === undefined ? {} : { proposedPriority: priority }),
    ...(externalId === undefined ? {} : { clientReference: externalId }),
    entities,
    parties,
  }
}

const urgencies: Readonly<Record<Priority, Urgency>> = { P1: 'high', P2: 'high', P3: 'medium', P4: 'low' }

function readWords(body: Readonly<Record<string, unknown>>) {
  const description = readText(body, 'description', LONGEST_TEXT, true)
  if (isNo(description)) return description
  const severity = readText(body, 'severity', 50, true)
  if (isNo(severity)) return severity
  const ticketType = readText(body, 'ticketType', 50, true)
  if (isNo(ticketType)) return ticketType
  const told = readText(body, 'priority', 50, false)
  if (isNo(told)) return told
  const name = readText(body, 'name', 300, false)
  if (isNo(name)) return name
  const externalId = readText(body, 'externalId', 100, false)
  if (isNo(externalId)) return externalId
  const impact = impactOf(severity ?? '')
  if (impact === undefined) return refuse('field-invalid', 'severity is Critical, Major or Minor.', 'severity')
  const kind = kindOf(ticketType ?? '')
  if (kind === undefined)
    return refuse('field-invalid', 'ticketType is incident, service-request, question or complaint.', 'ticketType')
  const priority = told === undefined ? undefined : priorityOf(told)
  if (told !== undefined && priority === undefined)
    return refuse('field-invalid', 'priority is Critical, High, Medium or Low.', 'priority')
  return { description: description ?? '', impact, kind, priority, name, externalId }
}

/** What a ticket may say beside its description, so that nothing of it is lost. */
function readAdditions(body: Readonly<Record<string, unknown>>): readonly string[] | Refusal {
  const { note = [], attachment = [], requestedResolutionDate } = body
  if (!Array.isArray(attachment)) return refuse('field-invalid', 'attachment must be a list.', 'attachment')
  if (attachment.length > 0)
    return refuse('attachment-not-taken', 'Attachments are sent to the ticket once it is there, not with it.', 'attachment')
  if (!Array.isArray(note) || note.length > MOST_REFERENCES)
    return refuse('field-invalid', `note is a list of at most ${MOST_REFERENCES}.`, 'note')
  const texts: string[] = []
  for (const [index, one] of note.entries()) {
    const text: unknown = isRecord(one) ? one['text'] : undefined
    if (typeof text !== 'string' || text.length > LONGEST_TEXT)
      return refuse('field-invalid', 'A note has a text.', `note.${index}.text`)
    texts.push(text)
  }
  if (requestedResolutionDate === undefined) return texts
  const instant = typeof requestedResolutionDate === 'string' ? parseInstant(requestedResolutionDate) : undefined
  return instant === undefined
    ? refuse('field-invalid', 'requestedResolutionDate is an instant with offset.', 'requestedResolutionDate')
    : [...texts, `Wanted by: ${instant}`]
}

function readReferences(value: unknown, field: string): readonly TicketReference[] | Refusal {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > MOST_REFERENCES)
    return refuse('field-invalid', `${field} is a list of at most ${MOST_REFERENCES}.`, field)
  const references: TicketReference[] = []
  for (const [index, one] of value.entries()) {
    const id: unknown = isRecord(one) ? one['id'] : undefined
    const referredType: unknown = isRecord(one) ? (one['@referredType'] ?? '') : undefined
    if (typeof id !== 'string' || id === '' || id.length > 200 || typeof referredType !== 'string')
      return refuse('field-invalid', 'A reference has an id and, as texts, the type of what it refers to.', `${field}.${index}`)
    references.push({ id, referredType })
  }
  return references
}

function readText(
  body: Readonly<Record<string, unknown>>,
  field: string,
  atMost: number,
  required: boolean,
): string | undefined | Refusal {
  const value = body[field]
  if (value === undefined || value === null) return required ? refuse('field-missing', `${field} is required.`, field) : undefined
  if (typeof value !== 'string') return refuse('field-invalid', `${field} is a text.`, field)
  if (value.trim() === '') return refuse('field-missing', `${field} must not be empty.`, field)
  return value.length > atMost ? refuse('field-too-long', `${field} is longer than ${atMost} characters.`, field) : value
}

function firstLineOf(description: string): string {
  return (description.trim().split('\n')[0] ?? '').trim().slice(0, 120)
}

function isNo(value: string | undefined | Refusal): value is Refusal {
  return typeof value === 'object'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
