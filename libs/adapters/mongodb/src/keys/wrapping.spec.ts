import { randomBytes } from 'node:crypto'
import { KEY_BYTES, unwrap, wrap } from './wrapping.js'

describe('wrapping a key', () => {
  const master = randomBytes(32)
  const key = new Uint8Array(randomBytes(KEY_BYTES))

  it('gives the key back under the same master key and id', () =>
    expect(unwrap(master, 'person:1', wrap(master, 'person:1', key))).toEqual(key))

  it('wraps the same key differently each time', () =>
    expect(wrap(master, 'person:1', key)).not.toEqual(wrap(master, 'person:1', key)))

  it('does not open with another master key, for another id, or changed', () => {
    const wrapped = wrap(master, 'person:1', key)
    const changed = Uint8Array.from(wrapped)
    changed[20]! ^= 1
    expect(() => unwrap(randomBytes(32), 'person:1', wrapped)).toThrow('The master key does not open the key person:1.')
    expect(() => unwrap(master, 'person:2', wrapped)).toThrow('person:2')
    expect(() => unwrap(master, 'person:1', changed)).toThrow('person:1')
    expect(() => unwrap(master, 'person:1', wrapped.subarray(0, 10))).toThrow('person:1')
  })
})
