import { boundBrokenBy, DEEPEST_BODY, MOST_FIELDS, MOST_VALUES } from './bounded-body.js'

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1)
const broad = (fields: number): unknown => Object.fromEntries(Array.from({ length: fields }, (_, index) => [`field${index}`, 0]))
const long = (items: number): unknown => Array.from({ length: items }, () => 0)
const bound = (body: unknown) => boundBrokenBy(body)?.refused

describe('a body', () => {
  it('may be nested as deep as is allowed, and no deeper', () => {
    expect(bound(nested(DEEPEST_BODY))).toBeUndefined()
    expect(bound({ list: nested(DEEPEST_BODY) })).toBe('body-too-deep')
  })

  it('is measured without the stack, however deep it is', () => {
    expect(bound(nested(200_000))).toBe('body-too-deep')
  })

  it('may have as many fields as are allowed, and no more, at any depth', () => {
    expect(bound(broad(MOST_FIELDS))).toBeUndefined()
    expect(bound({ labels: [broad(MOST_FIELDS + 1)] })).toBe('body-too-broad')
  })

  it('may hold as many values as are allowed, and no more, in all its lists together', () => {
    expect(bound(long(MOST_VALUES))).toBeUndefined()
    expect(bound([long(MOST_VALUES / 2), long(MOST_VALUES / 2)])).toBe('body-too-broad')
  })

  it('is within bounds where it is nothing, or bytes', () => {
    expect([undefined, null, '', 7, Buffer.alloc(100_000)].map(bound)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
