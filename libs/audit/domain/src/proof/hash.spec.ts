import { createHash } from 'node:crypto'
import { event, metadata } from '../../test/events.js'
import { eventHash } from './hash.js'

describe('the hash of an event (law 11)', () => {
  const hashed = eventHash(event()).toString('hex')
  it('is SHA-256 of a zero byte and the canonical JSON of what is stored', () => {
    const text =
      '{"data":{},"id":"ev-1","metadata":{"actor":{"id":"per-1","kind":"person"},"channel":"console","correlation":"cor-1",' +
      '"occurredAt":"2026-01-12T16:00:00.000Z","recordedAt":"2026-01-12T16:00:00.000Z","schema":1,"subject":"req-1"},' +
      '"revision":0,"stream":"request-1","type":"intake.request-received.v1"}'
    expect(hashed).toBe(
      createHash('sha256')
        .update(Buffer.from([0]))
        .update(text)
        .digest('hex'),
    )
  })
  it('does not depend on the position, which a migration changes', () =>
    expect(eventHash({ ...event(), ...{ position: 99n } }).toString('hex')).toBe(hashed))
  it('does not depend on the order of members', () =>
    expect(eventHash(event({ data: { a: 1, b: 2 } }))).toEqual(eventHash(event({ data: { b: 2, a: 1 } }))))
  it.each([
    ['id', event({ id: 'ev-2' })],
    ['stream', event({ stream: 'request-2' })],
    ['revision', event({ revision: 1 })],
    ['type', event({ type: 'intake.request-received.v2' })],
    ['metadata', event({ metadata: metadata({ recordedAt: '2026-01-12T16:00:00.001Z' }) })],
    ['data', event({ data: { title: '' } })],
  ])('is another when the %s is', (_, other) => expect(eventHash(other).toString('hex')).not.toBe(hashed))
})
