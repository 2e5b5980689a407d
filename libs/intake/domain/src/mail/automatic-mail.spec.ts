import { mail } from '../../test/mails.js'
import { automaticMail, type MailboxFacts } from './automatic-mail.js'
import type { IncomingMail } from './incoming-mail.js'

const facts: MailboxFacts = {
  ownAddresses: new Set(['support@provider.example', 'noc@provider.example']),
  loopMark: 'spoc.provider.example',
  welcomeMachines: new Set(['noc@carrier.example']),
}
const kindOf = (some: Partial<IncomingMail>) => automaticMail(mail(some), facts)?.kind
const withHeader = (name: string, value: string) => kindOf({ headers: { [name]: [value] } })

describe('case Intake 6: automatic mail', () => {
  it('is nothing that a person wrote', () => expect(automaticMail(mail(), facts)).toBeUndefined())
  it('is a bounce with the null return path', () => expect(kindOf({ returnPath: '' })).toBe('bounce'))
  it('is not presumed where the return path is not known', () => expect(kindOf({ returnPath: undefined })).toBeUndefined())
  it.each([
    ['content-type', 'multipart/report; report-type=delivery-status', 'bounce'],
    ['x-failed-recipients', 'eva@nordlicht.example', 'bounce'],
    ['auto-submitted', 'auto-replied', 'automatic-reply'],
    ['auto-submitted', 'auto-replied (vacation)', 'automatic-reply'],
    ['auto-submitted', 'Auto-Generated', 'generated'],
    ['precedence', 'auto_reply', 'automatic-reply'],
    ['precedence', 'Bulk', 'bulk'],
    ['precedence', 'junk', 'bulk'],
    ['precedence', 'list', 'bulk'],
    ['x-autoreply', 'yes', 'automatic-reply'],
    ['x-autorespond', 'Out of office', 'automatic-reply'],
    ['list-id', '<noc.lists.example>', 'list'],
    ['list-unsubscribe', '<mailto:leave@lists.example>', 'list'],
    ['x-loop', 'SPOC.provider.example', 'loop'],
  ])('is told by %s: %s (%s)', (name, value, kind) => expect(withHeader(name, value)).toBe(kind))
  it.each([
    ['auto-submitted', 'no'],
    ['precedence', 'normal'],
    ['x-loop', 'tickets.other.example'],
    ['content-type', 'multipart/mixed; boundary=report'],
    ['x-auto-response-suppress', 'All'],
  ])('is not told by %s: %s', (name, value) => expect(withHeader(name, value)).toBeUndefined())
  it.each(['MAILER-DAEMON@mx.example', 'postmaster@mx.example'])('is a bounce from %s', (from) =>
    expect(kindOf({ from: from.toLowerCase() })).toBe('bounce'),
  )
  it('comes from our own queue, with a tag or without', () => {
    expect(kindOf({ from: 'noc@provider.example' })).toBe('own-address')
    expect(kindOf({ from: 'support+r-1000015.k3f9x2@provider.example' })).toBe('own-address')
  })
  it('is not told by our own queue in copy', () =>
    expect(kindOf({ recipients: ['support@provider.example', 'noc@provider.example'] })).toBeUndefined())
  it('of a welcome machine is let in, its bounces and automatic replies are not', () => {
    const from = 'noc@carrier.example'
    expect(kindOf({ from, headers: { 'auto-submitted': ['auto-generated'], precedence: ['bulk'] } })).toBeUndefined()
    expect(kindOf({ from, headers: { 'auto-submitted': ['auto-replied'] } })).toBe('automatic-reply')
    expect(kindOf({ from, returnPath: '' })).toBe('bounce')
  })
  it('says why in a sentence', () =>
    expect(automaticMail(mail({ returnPath: '' }), facts)?.reason).toBe('Its return path is null.'))
})
