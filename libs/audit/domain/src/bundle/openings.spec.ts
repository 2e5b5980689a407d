import { createCipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { Sealed } from '@spoc/platform-kernel'
import { bundleOf, event } from '../../test/events.js'
import { writeBundle } from './bundle.js'
import { checkOpening, commitmentOf, sealedFields } from './openings.js'
import { verifyBundle } from './verify-bundle.js'

const salt = Buffer.alloc(16, 7).toString('base64')

function sealed(value: unknown): Sealed {
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), Buffer.alloc(12))
  const box = Buffer.concat([Buffer.alloc(12), cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
  return { sealed: 1, under: 'person:per-1', commitment: commitmentOf(salt, value), box: box.toString('base64') }
}

const events = [
  event({ data: { title: sealed('Ines cannot log in'), notes: [{ text: sealed({ b: 1, a: 2 }) }], open: 'plain' } }),
]

describe('opening a personal field (law 10)', () => {
  it('proves the value that was sealed, while the bundle stays whole', () => {
    expect(checkOpening(events, { eventId: 'ev-1', path: '/title', salt, value: 'Ines cannot log in' })).toEqual({
      is: 'proven',
      under: 'person:per-1',
    })
    expect(verifyBundle(writeBundle(bundleOf(events))).whole).toBe(true)
  })
  it('does not depend on the order of the members of a value', () =>
    expect(checkOpening(events, { eventId: 'ev-1', path: '/notes/0/text', salt, value: { a: 2, b: 1 } }).is).toBe('proven'))
  it('proves no other value, and none under another salt', () => {
    expect(checkOpening(events, { eventId: 'ev-1', path: '/title', salt, value: 'Omar cannot log in' }).is).toBe('other-value')
    const otherSalt = Buffer.alloc(16, 8).toString('base64')
    expect(checkOpening(events, { eventId: 'ev-1', path: '/title', salt: otherSalt, value: 'Ines cannot log in' }).is).toBe(
      'other-value',
    )
  })
  it('says so where there is no such event, or nothing sealed at the path', () => {
    expect(checkOpening(events, { eventId: 'ev-9', path: '/title', salt, value: '' }).is).toBe('no-such-event')
    expect(checkOpening(events, { eventId: 'ev-1', path: '/open', salt, value: 'plain' }).is).toBe('no-sealed-field')
  })
  it('finds every sealed field, however deep', () =>
    expect(sealedFields(events[0]?.data).map(({ path }) => path)).toEqual(['/title', '/notes/0/text']))
  it('proves any JSON value as sealed, and no other', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        const some = [event({ data: { field: sealed(value) } })]
        const opened = (disclosed: unknown) => checkOpening(some, { eventId: 'ev-1', path: '/field', salt, value: disclosed }).is
        expect(opened(value)).toBe('proven')
        expect(opened(other)).toBe(commitmentOf(salt, other) === commitmentOf(salt, value) ? 'proven' : 'other-value')
      }),
    ))
})
