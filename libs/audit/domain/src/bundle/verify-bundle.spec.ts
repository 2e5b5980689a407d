import fc from 'fast-check'
import { bundleOf, event, headsOf, history, metadata } from '../../test/events.js'
import { eventHash, type StoredEvent } from '../proof/hash.js'
import { headDigest, makeBundle, rootOfHashes, writeBundle, type Bundle, type BundleEvent } from './bundle.js'
import { sentenceOf, type Finding } from './finding.js'
import { verifyBundle } from './verify-bundle.js'

const woven = fc.record({ events: history, seed: fc.nat(), other: fc.nat() })
const findingsOf = (bundle: Bundle) => verifyBundle(writeBundle(bundle)).findings
const named = (findings: readonly Finding[], is: Finding['is']) =>
  findings.flatMap((finding) => (finding.is === is && 'id' in finding ? [finding.id] : []))

function withHash(stored: StoredEvent): BundleEvent {
  return { ...stored, hash: eventHash(stored).toString('hex') }
}

/** Changes the events of a bundle at a place that the seed chooses, and nothing else in it. */
function tampered(events: readonly StoredEvent[], seed: number, change: (all: BundleEvent[], at: number) => void): Bundle {
  const { head, events: bundled } = bundleOf(events)
  const all = [...bundled]
  change(all, seed % all.length)
  return { head, events: all }
}

describe('a bundle', () => {
  it('that nobody touched is whole', () =>
    fc.assert(
      fc.property(history, (events) => {
        const bundle = bundleOf(events)
        const recorded = { root: bundle.head.root, events: events.length }
        expect(verifyBundle(writeBundle(bundle), recorded)).toMatchObject({ whole: true, findings: [], events: events.length })
      }),
    ))
  it('without events is whole too', () => expect(verifyBundle(writeBundle(bundleOf([]))).whole).toBe(true))
  it('is not made of events that are incomplete or out of place', () => {
    const events = [event(), event({ id: 'ev-2', revision: 1 })]
    const content = { subject: 's', exportedAt: '2026-02-01T00:00:00.000Z', asOf: { position: '1' }, streams: headsOf(events) }
    expect(() => makeBundle({ ...content, events: events.slice(0, 1) })).toThrow('up to revision 1')
    expect(() => makeBundle({ ...content, events: [...events].reverse() })).toThrow('request-1 goes on with revision 1, not 0')
    expect(() => makeBundle({ ...content, events: [event({ stream: 'routing-1' })] })).toThrow('routing-1')
  })
  it('leaves the position of events out, which belongs to one log only', () =>
    expect(writeBundle(bundleOf([{ ...event(), ...{ position: 7n } }]))).not.toContain('"position":7'))
})

describe('a single change to a bundle is detected and named', () => {
  it('when the data of an event was changed', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const bundle = tampered(events, seed, (all, at) => (all[at] = { ...all[at]!, data: { forged: true } }))
        expect(named(findingsOf(bundle), 'changed')).toEqual([events[seed % events.length]?.id])
      }),
    ))
  it('when who did it, or when, was changed', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const forged = metadata({ actor: { kind: 'person', id: 'per-9' } })
        const bundle = tampered(events, seed, (all, at) => (all[at] = { ...all[at]!, metadata: forged }))
        expect(named(findingsOf(bundle), 'changed')).toEqual([events[seed % events.length]?.id])
      }),
    ))
  it('when the event was given a hash that fits its forged data', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const bundle = tampered(events, seed, (all, at) => (all[at] = withHash({ ...events[at]!, data: { forged: true } })))
        const index = seed % events.length
        const { id, stream, revision } = events[index]!
        expect(findingsOf(bundle)).toEqual([{ is: 'changed', index, id, stream, revision }])
      }),
    ))
  it('when only its hash was changed', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const bundle = tampered(events, seed, (all, at) => (all[at] = { ...all[at]!, hash: '0'.repeat(64) }))
        expect(named(findingsOf(bundle), 'changed')).toEqual([events[seed % events.length]?.id])
      }),
    ))
  it('when it was renumbered, with the revision it had', () =>
    fc.assert(
      fc.property(woven, fc.boolean(), ({ events, seed, other }, fits) => {
        const bundle = tampered(events, seed, (all, at) => {
          const renumbered = { ...all[at]!, revision: all[at]!.revision + 1 + (other % 5) }
          all[at] = fits ? withHash(renumbered) : renumbered
        })
        const { id, revision } = events[seed % events.length]!
        expect(findingsOf(bundle)).toContainEqual(expect.objectContaining({ is: 'renumbered', id, storedRevision: revision }))
      }),
    ))
  it('when an event was dropped, by its place and by its revision', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const bundle = tampered(events, seed, (all, at) => all.splice(at, 1))
        const index = seed % events.length
        const { stream, revision } = events[index]!
        expect(findingsOf(bundle)).toEqual([
          { is: 'dropped', index, hash: eventHash(events[index]!).toString('hex') },
          { is: 'missing', stream, from: revision, to: revision },
        ])
      }),
    ))
  it('when an event was inserted', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const forged = withHash(event({ id: 'forged', revision: 3 }))
        const bundle = tampered(events, seed, (all, at) => all.splice(at, 0, forged))
        expect(named(findingsOf(bundle), 'inserted')).toEqual(['forged'])
      }),
    ))
  it('when a revision is there twice', () => {
    const bundle = bundleOf([event(), event({ id: 'ev-2', revision: 1 })])
    const events = [...bundle.events, withHash(event({ id: 'forged', revision: 1 }))]
    expect(named(findingsOf({ ...bundle, events }), 'unaccounted')).toEqual(['forged'])
  })
  it('when an event is there twice', () =>
    fc.assert(
      fc.property(woven, ({ events, seed, other }) => {
        const bundle = tampered(events, seed, (all, at) => all.splice(other % (all.length + 1), 0, all[at]!))
        expect(named(findingsOf(bundle), 'inserted')).toEqual([events[seed % events.length]?.id])
      }),
    ))
  it('when an event was moved, of whatever stream', () =>
    fc.assert(
      fc.property(woven, ({ events, seed, other }) => {
        const from = seed % events.length
        const to = other % events.length
        fc.pre(Math.abs(from - to) > 1)
        const bundle = tampered(events, seed, (all) => all.splice(to, 0, ...all.splice(from, 1)))
        expect(named(findingsOf(bundle), 'reordered')).toEqual([events[from]?.id])
      }),
    ))
  it('when two neighbours changed places, by one of them', () =>
    fc.assert(
      fc.property(woven, ({ events, seed }) => {
        const at = seed % (events.length - 1)
        const bundle = tampered(events, seed, (all) => all.splice(at, 2, all[at + 1]!, all[at]!))
        const strays = named(findingsOf(bundle), 'reordered')
        expect(strays).toHaveLength(1)
        expect([events[at]?.id, events[at + 1]?.id]).toContain(strays[0])
      }),
    ))
  it('when the head was changed, without blaming an event', () => {
    const { head, events } = bundleOf([event(), event({ id: 'ev-2', revision: 1 })])
    const heads = [
      { ...head, subject: 'req-2' },
      { ...head, exportedAt: '2026-02-02T00:00:00.000Z' },
      { ...head, asOf: { position: '4712' } },
      { ...head, root: '0'.repeat(64) },
      { ...head, digest: '0'.repeat(64) },
      { ...head, leaves: head.leaves.with(1, '0'.repeat(64)) },
      { ...head, leaves: [...head.leaves].reverse() },
    ]
    for (const changed of heads) {
      const findings = findingsOf({ head: changed, events })
      expect(new Set(findings.map(({ is }) => is))).toEqual(new Set(['head-changed']))
    }
  })
  it('when the head claims a stream to be longer or shorter, or does not know it', () => {
    const { head, events } = bundleOf([event(), event({ id: 'ev-2', revision: 1 })])
    const withStreams = (streams: typeof head.streams) => findingsOf({ head: { ...head, streams }, events })
    const huge = { stream: 'request-1', lastRevision: Number.MAX_SAFE_INTEGER - 1 }
    expect(withStreams([huge])).toContainEqual({ is: 'missing', stream: 'request-1', from: 2, to: huge.lastRevision })
    expect(named(withStreams([{ stream: 'request-1', lastRevision: 0 }]), 'unaccounted')).toEqual(['ev-2'])
    expect(named(withStreams([]), 'unaccounted')).toEqual(['ev-1', 'ev-2'])
  })
  it('when any one character of its text was changed, dropped or inserted', () =>
    fc.assert(
      fc.property(
        woven,
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
        ({ events, seed, other }, character) => {
          const text = writeBundle(bundleOf(events))
          const at = seed % text.length
          const changed = [
            text.slice(0, at) + character + text.slice(at + 1),
            text.slice(0, at) + text.slice(at + 1),
            text.slice(0, at) + character + text.slice(at),
          ][other % 3]!
          fc.pre(changed !== text)
          expect(verifyBundle(changed).whole).toBe(false)
        },
      ),
      { numRuns: 500 },
    ))
})

describe('a bundle forged as a whole', () => {
  const genuine = bundleOf([event(), event({ id: 'ev-2', revision: 1 })])
  const recorded = { root: genuine.head.root, events: 2 }
  const forged = writeBundle(bundleOf([event(), event({ id: 'ev-2', revision: 1, data: { forged: true } })]))
  it('is told from the one on record', () =>
    expect(verifyBundle(forged, recorded).findings).toMatchObject([{ is: 'not-the-one-recorded', recordedRoot: recorded.root }]))
  it('passes without a record, since nothing in it can show otherwise', () => expect(verifyBundle(forged).whole).toBe(true))
  it('blames the event or the list of hashes, as the record has it', () => {
    const events = [genuine.events[0]!, withHash(event({ id: 'ev-2', revision: 1, data: { forged: true } }))]
    const head = { ...genuine.head, root: rootOfHashes(events.map(({ hash }) => hash)) }
    const text = writeBundle({ head: { ...head, digest: headDigest(head) }, events })
    expect(verifyBundle(text).findings).toEqual([{ is: 'head-changed', what: 'leaves' }])
    expect(named(verifyBundle(text, recorded).findings, 'changed')).toEqual(['ev-2'])
  })
})

describe('a text that is no bundle', () => {
  const text = writeBundle(bundleOf([event({ data: { a: 1, b: 2 } })]))
  const unreadable = (changed: string) =>
    verifyBundle(changed).findings.flatMap((finding) => (finding.is === 'unreadable' ? [[finding.line, finding.why]] : []))
  it.each([
    ['is empty', '', 1, 'it is empty'],
    ['is not JSON', 'hello\n', 1, 'it is no JSON'],
    ['has another format', text.replace('spoc-bundle/1', 'spoc-bundle/9'), 1, 'it is not the head of a spoc-bundle/1'],
    ['has white space that says nothing', text.replace('{"a":1', '{"a": 1'), 2, 'it is not in the form of RFC 8785'],
    [
      'says a thing twice, for two readers to read differently',
      text.replace('"a":1', '"a":0,"a":1'),
      2,
      'it is not in the form of RFC 8785',
    ],
    ['has a member that no hash covers', text.replace('"type":', '"zeal":1,"type":'), 2, 'it is not in the form of RFC 8785'],
    [
      'has a member that no hash covers, in its right place',
      text.replace('"type":"intake', '"tale":1,"type":"intake'),
      2,
      'it is not an event',
    ],
    ['has a number without end', text.replace('"a":1', '"a":1e999'), 2, 'it has no form of RFC 8785'],
    [
      'has nesting without bottom',
      text.replace('"a":1', `"a":${'['.repeat(1e5)}${']'.repeat(1e5)}`),
      2,
      'it has no form of RFC 8785',
    ],
    ['has line ends of two characters', text.replaceAll('\n', '\r\n'), 1, 'it is not in the form of RFC 8785'],
    ['ends too soon', text.slice(0, -1), 2, 'it does not end with a line feed'],
  ])('is refused where it %s', (_, changed, line, why) => {
    expect(unreadable(changed)).toContainEqual([line, why])
    expect(verifyBundle(changed).whole).toBe(false)
  })
})

describe('a finding', () => {
  it('is a sentence that names the event', () => {
    const place = { index: 4, id: 'ev-5', stream: 'request-1', revision: 2 }
    expect(sentenceOf({ is: 'changed', ...place })).toBe('Event ev-5 (request-1, revision 2, place 5) was changed.')
    expect(sentenceOf({ is: 'renumbered', storedRevision: 1, ...place })).toContain('it is revision 1')
    expect(sentenceOf({ is: 'reordered', storedIndex: 0, ...place })).toContain('belongs to place 1')
    expect(sentenceOf({ is: 'missing', stream: 'sla-1', from: 2, to: 2 })).toBe('Revision 2 of sla-1 is missing.')
    expect(sentenceOf({ is: 'missing', stream: 'sla-1', from: 2, to: 4 })).toBe('Revisions 2 to 4 of sla-1 are missing.')
  })
})
