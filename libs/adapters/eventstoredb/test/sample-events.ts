import { randomUUID } from 'node:crypto'
import { jsonEvent, type EventData } from '@eventstore/db-client'
import type { Metadata } from '@spoc/platform-kernel'
import type { NewEvent } from '@spoc/platform-ports'

export const metadata: Metadata = {
  schema: 1,
  subject: 'request-1',
  recordedAt: '2026-01-12T16:00:00.000Z',
  occurredAt: '2026-01-12T15:00:00.000Z',
  actor: { kind: 'person', id: 'ines' },
  channel: 'api',
  correlation: 'c-1',
}

/** An event for the port. */
export function newEvent(given: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type: 'intake.received.v1', data: { title: 'Link down' }, metadata, ...given }
}

export function newEvents(count: number, given: Partial<NewEvent> = {}): readonly NewEvent[] {
  return Array.from({ length: count }, () => newEvent(given))
}

/** An event for the client itself, its data a text of so many bytes as JSON. */
export function rawEvent(given: { readonly id?: string; readonly type?: string; readonly dataBytes?: number } = {}): EventData {
  const { id = randomUUID(), type = 'happened', dataBytes = 10 } = given
  return jsonEvent({ id, type, data: 'x'.repeat(dataBytes - 2), metadata: { ...metadata } })
}

export function rawEvents(count: number, given: { readonly type?: string; readonly dataBytes?: number } = {}): EventData[] {
  return Array.from({ length: count }, () => rawEvent(given))
}
