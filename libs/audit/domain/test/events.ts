import fc from 'fast-check'
import { instantOf, type Metadata } from '@spoc/platform-kernel'
import { makeBundle, type Bundle, type StreamHead } from '../src/bundle/bundle.js'
import type { StoredEvent } from '../src/proof/hash.js'

export function metadata(more: Partial<Metadata> = {}): Metadata {
  return {
    schema: 1,
    subject: 'req-1',
    recordedAt: '2026-01-12T16:00:00.000Z',
    occurredAt: '2026-01-12T16:00:00.000Z',
    actor: { kind: 'person', id: 'per-1' },
    channel: 'console',
    correlation: 'cor-1',
    ...more,
  }
}

export function event(more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    id: 'ev-1',
    stream: 'request-1',
    revision: 0,
    type: 'intake.request-received.v1',
    data: {},
    metadata: metadata(),
    ...more,
  }
}

export function headsOf(events: readonly StoredEvent[]): readonly StreamHead[] {
  const last = new Map(events.map(({ stream, revision }) => [stream, revision]))
  return [...last].map(([stream, lastRevision]) => ({ stream, lastRevision }))
}

export function bundleOf(events: readonly StoredEvent[]): Bundle {
  return makeBundle({
    subject: 'req-1',
    exportedAt: '2026-02-01T00:00:00.000Z',
    asOf: { position: '4711' },
    streams: headsOf(events),
    events,
  })
}

/** Events of three streams, woven into one order. */
export const history: fc.Arbitrary<readonly StoredEvent[]> = fc
  .array(
    fc.record({
      stream: fc.constantFrom('request-1', 'routing-1', 'sla-1'),
      data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), { maxKeys: 3 }),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map(({ stream, data }, index) =>
      event({
        id: `ev-${index}`,
        stream,
        revision: drafts.slice(0, index).filter((before) => before.stream === stream).length,
        data,
        metadata: metadata({ recordedAt: instantOf(Date.parse('2026-01-12T16:00:00.000Z') + index) }),
      }),
    ),
  )
