import { canonicalJson } from './canonical-json.js'

describe('canonical JSON (RFC 8785)', () => {
  it('sorts members by UTF-16 code units, as the example of section 3.2.3 does', () =>
    expect(
      canonicalJson({
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji',
        '\u0080': 'Control',
        '\u00f6': 'Latin',
      }),
    ).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin","€":"Euro Sign","😀":"Emoji","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ))
  it('writes numbers as ECMAScript does (section 3.2.2.3)', () =>
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27]',
    ))
  it('leaves out members that are undefined', () => expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}'))
  it('refuses a number that is not finite', () => expect(() => canonicalJson({ a: Number.NaN })).toThrow('not finite'))
})
