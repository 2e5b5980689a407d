import { DEEPEST_BODY, isDeeper } from './shallow-body.js'

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1)

describe('a body', () => {
  it('may be nested as deep as is allowed, and no deeper', () => {
    expect(isDeeper(nested(DEEPEST_BODY), DEEPEST_BODY)).toBe(false)
    expect(isDeeper({ list: nested(DEEPEST_BODY) }, DEEPEST_BODY)).toBe(true)
  })

  it('is measured without the stack, however deep it is', () => {
    expect(isDeeper(nested(200_000), DEEPEST_BODY)).toBe(true)
  })

  it('is not deep for being broad, nor for being nothing', () => {
    expect(
      isDeeper(
        Array.from({ length: 10_000 }, () => ({ a: null })),
        2,
      ),
    ).toBe(false)
    expect(isDeeper(undefined, 0)).toBe(false)
  })
})
