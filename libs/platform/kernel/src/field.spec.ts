import { checkMailAddress, checkSpan, checkText, checkZone } from './field.js'

describe('checks of a field', () => {
  it('refuse an empty text and name the field', () =>
    expect(checkText('  ', 'name')).toMatchObject({ refused: 'field-missing', field: 'name' }))
  it('refuse a text longer than allowed', () => {
    expect(checkText('abcd', 'name', 3)).toMatchObject({ refused: 'field-too-long', field: 'name' })
    expect(checkText('abc', 'name', 3)).toBeUndefined()
  })
  it.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC'])('take %s for a zone', (zone) =>
    expect(checkZone(zone, 'zone')).toBeUndefined(),
  )
  it.each(['Europe/Atlantis', '+02:00', ''])('do not take "%s" for a zone', (zone) =>
    expect(checkZone(zone, 'zone')).toMatchObject({ refused: 'zone-unknown', field: 'zone' }),
  )
  it.each(['ada', 'ada@', '@nordlicht.example', 'a b@c.example', 'Ada <ada@nordlicht.example>'])(
    'do not take "%s" for a mail address',
    (address) => expect(checkMailAddress(address, 'email')).toMatchObject({ refused: 'address-invalid', field: 'email' }),
  )
  it('take a mail address', () => expect(checkMailAddress('ada@nordlicht.example', 'email')).toBeUndefined())
  it('refuse a span that ends where it begins', () =>
    expect(checkSpan('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'to')).toMatchObject({
      refused: 'dates-reversed',
      field: 'to',
    }))
  it('take a span without end', () => expect(checkSpan('2026-01-01T00:00:00.000Z', undefined, 'to')).toBeUndefined())
})
