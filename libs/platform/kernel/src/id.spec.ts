import { idOf, isUuid, newId } from './id.js'

describe('ids', () => {
  it('gives one natural key the same id everywhere', () =>
    expect(idOf('request', 'caller', 'key-1')).toBe(idOf('request', 'caller', 'key-1')))
  it('tells apart keys that only join alike', () => expect(idOf('request', 'ab', 'c')).not.toBe(idOf('request', 'a', 'bc')))
  it('tells apart scopes', () => expect(idOf('request', 'x')).not.toBe(idOf('work', 'x')))
  it('makes valid UUIDs of both versions', () => {
    expect(isUuid(idOf('request', 'x'))).toBe(true)
    expect(isUuid(newId(1_700_000_000_000))).toBe(true)
  })
  it('sorts new ids by their millisecond', () => expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true))
})
