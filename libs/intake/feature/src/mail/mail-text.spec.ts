import { circuitWordsIn } from './services-named.js'
import { NO_SUBJECT, NO_TEXT, textOf, titleOf } from './mail-text.js'

describe('the title of a request that came by mail', () => {
  it.each([
    ['Link down', 'Link down'],
    ['Re: Link down [R-1000015/k3f9x2abcdefghij]', 'Re: Link down'],
    ['  two\r\n lines\t', 'two lines'],
    ['[R-1000015/k3f9x2abcdefghij]', NO_SUBJECT],
    ['', NO_SUBJECT],
  ])('of "%s" is "%s"', (subject, title) => expect(titleOf(subject)).toBe(title))
  it('has at most 300 characters', () => expect(titleOf('x'.repeat(1_000))).toHaveLength(300))
})

describe('the text of a mail', () => {
  it('is the plain one where there are both', () => expect(textOf({ text: 'Plain', html: '<p>Rich</p>' }, 100)).toBe('Plain'))
  it('is what a reader of the HTML would see', () =>
    expect(textOf({ html: '<p>One</p><ul><li>two</li></ul><a href="http://x.example">three</a>' }, 1_000)).toBe(
      'One\n\n * two\n\nthree [http://x.example]',
    ))
  it('is a note where there is none', () => expect(textOf({ html: '<img src="x">' }, 100)).toBe(NO_TEXT))
  it('survives HTML that is nested without end', () =>
    expect(textOf({ html: '<div>'.repeat(20_000) }, 200_000)).toEqual(expect.any(String)))
})

describe('words that may name a circuit', () => {
  it('have a digit, and are told in upper case without what follows them', () =>
    expect(circuitWordsIn('Link ber-ams-0042, or DUS/7? See R2. LUM_1')).toEqual(['BER-AMS-0042', 'DUS/7', 'LUM_1']))
  it('are each told once, and not without number', () => {
    expect(circuitWordsIn('A-11 a-11')).toEqual(['A-11'])
    expect(circuitWordsIn(Array.from({ length: 500 }, (_, n) => `circuit-${n}`).join(' '))).toHaveLength(100)
  })
})
