import fc from 'fast-check'
import {
  approved,
  cancelled,
  completed,
  confirmed,
  impact,
  planned,
  rescheduled,
  started,
  window,
  work,
} from '../../test/works.js'
import { impacts } from '../work.events.js'
import { contentLine, quotedParameter, textValue } from './icalendar.js'
import { maintnote, worstImpact, type MaintnoteNotice } from './maintnote.js'

function notice(more: Partial<MaintnoteNotice> = {}): MaintnoteNotice {
  return {
    workId: 'work-1',
    work: work(planned()),
    accountId: 'acc-1',
    accountName: 'A-1001',
    sequence: 0,
    stamp: '2026-02-01T09:00:00.123Z',
    provider: { domain: 'provider.example', organizer: { name: 'Example NOC', mailAddress: 'noc@provider.example' } },
    ...more,
  }
}

/** Reads a text back as a receiver would: unfolds it, and splits each line at the first colon outside quotation marks. */
function parse(text: string): readonly { readonly name: string; readonly value: string }[] {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => {
    const [, name = '', value = ''] = /^((?:[^":]|"[^"]*")*):(.*)$/su.exec(line) ?? []
    return { name, value: value.replace(/\\(.)/gsu, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped)) }
  })
}

const valuesOf = (text: string, name: string) =>
  parse(text)
    .filter((line) => line.name === name)
    .map(({ value }) => value)

describe('a MAINTNOTE notice', () => {
  it('says all that the standard wants, in one VEVENT for one window', () =>
    expect(parse(maintnote(notice())).map(({ name, value }) => `${name}:${value}`)).toEqual([
      'BEGIN:VCALENDAR',
      'PRODID:-//SPOC//Planned works//EN',
      'VERSION:2.0',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'SUMMARY:W-2026-4839201: Line card swap',
      'DESCRIPTION:The line card in slot 4 is replaced.',
      'DTSTART:20260210T000000Z',
      'DTEND:20260210T040000Z',
      'DTSTAMP:20260201T090000Z',
      'UID:work-1-w-10@provider.example',
      'SEQUENCE:0',
      'STATUS:TENTATIVE',
      'X-MAINTNOTE-PROVIDER:provider.example',
      'X-MAINTNOTE-ACCOUNT:A-1001',
      'X-MAINTNOTE-MAINTENANCE-ID:W-2026-4839201',
      'X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=OUTAGE:CC-si-1',
      'X-MAINTNOTE-IMPACT:OUTAGE',
      'X-MAINTNOTE-STATUS:TENTATIVE',
      'ORGANIZER;CN="Example NOC":mailto:noc@provider.example',
      'END:VEVENT',
      'END:VCALENDAR',
    ]))
  it('has a VEVENT for each window, of one maintenance id and different UIDs (CMP#216)', () => {
    const text = maintnote(notice({ work: work(planned({ windows: [window('10'), window('11')] })) }))
    expect(valuesOf(text, 'DTSTART')).toEqual(['20260210T000000Z', '20260211T000000Z'])
    expect(valuesOf(text, 'UID')).toEqual(['work-1-w-10@provider.example', 'work-1-w-11@provider.example'])
    expect(valuesOf(text, 'X-MAINTNOTE-MAINTENANCE-ID')).toEqual(['W-2026-4839201', 'W-2026-4839201'])
  })
  it('names each object of the account with its own impact, the worst for the whole, and nothing of other accounts', () => {
    const impacts = [
      impact('si-1', { impact: 'no-impact' }),
      impact('si-2', { impact: 'degraded' }),
      impact('si-3', { accountId: 'acc-2', impact: 'outage' }),
    ]
    const text = maintnote(notice({ work: work(planned({ impacts })) }))
    expect(parse(text).filter(({ name }) => name.startsWith('X-MAINTNOTE-OBJECT-ID'))).toEqual([
      { name: 'X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=NO-IMPACT', value: 'CC-si-1' },
      { name: 'X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=DEGRADED', value: 'CC-si-2' },
    ])
    expect(valuesOf(text, 'X-MAINTNOTE-IMPACT')).toEqual(['DEGRADED'])
    expect(text).not.toContain('si-3')
  })
  it.each([
    ['TENTATIVE', [planned()]],
    ['CONFIRMED', [planned(), approved(['si-1']), confirmed()]],
    ['TENTATIVE', [planned(), approved(['si-1']), confirmed(), rescheduled([window('12')])]],
    ['IN-PROCESS', [planned(), confirmed(), started('2026-02-10T00:10:00.000Z')]],
    ['COMPLETED', [planned(), confirmed(), started('2026-02-10T00:10:00.000Z'), completed('2026-02-10T01:00:00.000Z')]],
    ['CANCELLED', [planned(), cancelled()]],
  ] as const)('has status %s', (status, facts) =>
    expect(valuesOf(maintnote(notice({ work: work(...facts) })), 'X-MAINTNOTE-STATUS')).toEqual([status]),
  )
  it('says why it was cancelled', () =>
    expect(valuesOf(maintnote(notice({ work: work(planned(), cancelled('No spare part.')) })), 'DESCRIPTION')).toEqual([
      'The line card in slot 4 is replaced.\n\nNo spare part.',
    ]))
  it('throws where the work does not affect the account', () =>
    expect(() => maintnote(notice({ accountId: 'acc-7' }))).toThrow('does not affect account acc-7'))
  it('survives any text: it is read back as it was, and no line is longer than 75 octets', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (description, name) => {
          const provider = { domain: 'provider.example', organizer: { name, mailAddress: 'noc@provider.example' } }
          const text = maintnote(notice({ work: work(planned({ description })), provider }))
          expect(valuesOf(text, 'DESCRIPTION')).toEqual([description])
          expect(parse(text)).toHaveLength(22)
          for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        },
      ),
    ))
})

describe('iCalendar text', () => {
  it('escapes what has a meaning of its own', () =>
    expect(textValue('a,b;c\\d\r\ne\nf\rg\u0007')).toBe('a\\,b\\;c\\\\d\\ne\\nf\\ng'))
  it('keeps a quoted parameter from ending early', () => expect(quotedParameter('A "B"\nC:D')).toBe(`"A 'B' C:D"`))
  it('folds after 75 octets, never inside a character', () =>
    expect(contentLine('é'.repeat(40))).toBe(`${'é'.repeat(37)}\r\n ${'é'.repeat(3)}\r\n`))
})

describe('the worst impact', () => {
  it('is the gravest of all, in whatever order they come', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...impacts), { minLength: 1 }), (some) =>
        expect(impacts.indexOf(worstImpact(some.map((one) => ({ impact: one }))))).toBe(
          Math.max(...some.map((one) => impacts.indexOf(one))),
        ),
      ),
    ))
})
