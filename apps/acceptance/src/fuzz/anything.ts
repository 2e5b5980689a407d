import fc from 'fast-check'

const awkward = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\u202etxet',
  '🜁'.repeat(50),
  '\ud800',
  '../../etc/passwd',
  '%00',
  '%',
  "' OR 1=1 --",
  '{"$gt":""}',
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  'NaN',
  '2026-02-30T25:61:00Z',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00Z',
  'R-1000017',
  'W-2026-0000000',
  '0190a6c2-0000-7000-8000-00000000dead',
  'x'.repeat(5_000),
)

/** Texts that have broken something somewhere, and texts that nobody thought of. */
export const anyText = fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }))

/** Whatever JSON can say, also keys that mean something to a prototype or to a query language. */
export const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, 1e21, 1e-320, Number.MAX_SAFE_INTEGER),
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('$where', '$gt', '_id', 'id', 'toString', 'length'), fc.string({ maxLength: 12 })),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value

/** A body much like one that is taken: some of its fields missing, some something else, some that nobody knows. */
export function muchLike(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null)
    return fc.oneof({ weight: 2, arbitrary: fc.constant(body) }, { weight: 1, arbitrary: anyJson })
  if (Array.isArray(body))
    return fc.oneof(
      fc.tuple(...body.map(muchLike)),
      fc.array(fc.oneof(...body.map(muchLike), anyJson), { maxLength: 3 }),
      anyJson,
    )
  const fields = Object.entries(body).map(([name, value]) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant([[name, value]]) },
      { weight: 3, arbitrary: muchLike(value).map((other) => [[name, other]]) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
  )
  const more = fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(anyText, anyJson).map((one) => [one]) },
  )
  return fc.tuple(...fields, more).map((parts) => Object.fromEntries(parts.flat() as [string, unknown][]))
}
