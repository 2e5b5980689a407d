import { accountFacts, type AccountDetails, type AccountEvent, type SpocArrangement } from '@spoc/directory-contracts'
import type { PersonFacts } from '@spoc/identity-contracts'
import { personal } from '@spoc/platform-kernel'
import { given as givenOf } from '@spoc/platform-testing'
import { arrangeSpoc, type ArrangementFacts } from './arrange-spoc.js'
import { changeAccount } from './change-account.js'
import { registerAccount } from './register-account.js'

const given = givenOf(accountFacts)
const details = (some: Partial<AccountDetails> = {}): AccountDetails => ({
  name: 'Nordlicht Logistik GmbH',
  zone: 'Europe/Berlin',
  mailDomains: ['nordlicht.example'],
  duplicates: 'suggest',
  ...some,
})
const registered = (some: Partial<AccountDetails> = {}): AccountEvent => ({
  type: 'directory.account-registered.v1',
  data: details(some),
})
const arranged = (arrangement: SpocArrangement): AccountEvent => ({ type: 'directory.spoc-arranged.v1', data: { arrangement } })
const register =
  (some: Partial<AccountDetails> = {}) =>
  (account: Parameters<typeof registerAccount>[0]) =>
    registerAccount(account, details(some))
const change =
  (some: Partial<AccountDetails> = {}) =>
  (account: Parameters<typeof changeAccount>[0]) =>
    changeAccount(account, details(some))

describe('registering an account', () => {
  it('records its details', () => given().when(register()).then(registered()))
  it('changes nothing when the same is registered twice', () => given(registered()).when(register()).thenNothing())
  it('changes nothing either when a SPOC was arranged in between', () =>
    given(registered(), arranged({ kind: 'duty-team', teamId: 't' }))
      .when(register())
      .thenNothing())
  it('refuses other details under the same id', () =>
    given(registered())
      .when(register({ name: 'Another' }))
      .thenRefused('account-exists'))
  it.each([
    [{ name: ' ' }, 'field-missing', 'name'],
    [{ zone: 'Europe/Atlantis' }, 'zone-unknown', 'zone'],
    [{ language: 'German' }, 'language-invalid', 'language'],
    [{ mailDomains: ['nordlicht.example', 'Nordlicht'] }, 'mail-domain-invalid', 'mailDomains.1'],
    [{ mailDomains: ['gmail.com'] }, 'mail-domain-public', 'mailDomains.0'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(register(some)).thenRefused(code, field))
})

describe('changing an account', () => {
  it('records the details as they are from then on', () =>
    given(registered())
      .when(change({ duplicates: 'link' }))
      .then({ type: 'directory.account-changed.v1', data: details({ duplicates: 'link' }) }))
  it('changes nothing when nothing is different', () => given(registered()).when(change()).thenNothing())
  it('refuses what could not be registered', () =>
    given(registered())
      .when(change({ zone: '+02:00' }))
      .thenRefused('zone-unknown', 'zone'))
  it('refuses an account that there is not', () => given().when(change()).thenRefused('account-unknown'))
})

const person = (some: Partial<Extract<PersonFacts, { readonly is: 'active' | 'disabled' }>> = {}): PersonFacts => ({
  is: 'active',
  name: personal('Ines', 'person:ines'),
  email: personal('ines@provider.example', 'person:ines'),
  emailHash: 'h',
  roles: ['agent'],
  accountIds: [],
  absences: [],
  ...some,
})
const known: ArrangementFacts = {
  people: new Map([
    ['ines', person()],
    ['omar', person()],
    ['gone', person({ is: 'disabled' })],
    ['ada', person({ roles: ['client'] })],
  ]),
  teams: new Set(['desk']),
  calendars: new Set(['office']),
}
const arrange = (arrangement: SpocArrangement) => (account: Parameters<typeof arrangeSpoc>[0]) =>
  arrangeSpoc(account, arrangement, known)
const named: SpocArrangement = { kind: 'named', personId: 'ines', deputyId: 'omar', dutyTeamId: 'desk', calendarId: 'office' }

describe('arranging the SPOC of an account', () => {
  it.each([
    named,
    { kind: 'duty-team', teamId: 'desk' },
    { kind: '24x7', personId: 'ines', calendarId: 'office', teamId: 'desk' },
  ] as const)('records %j', (arrangement) => given(registered()).when(arrange(arrangement)).then(arranged(arrangement)))
  it('changes nothing when it is arranged so already', () =>
    given(registered(), arranged(named)).when(arrange(named)).thenNothing())
  it.each([
    [{ ...named, personId: 'nobody' }, 'person-unknown', 'personId'],
    [{ ...named, personId: 'gone' }, 'person-disabled', 'personId'],
    [{ ...named, personId: 'ada' }, 'person-is-client', 'personId'],
    [{ ...named, deputyId: 'ines' }, 'deputy-is-person', 'deputyId'],
    [{ ...named, deputyId: 'gone' }, 'person-disabled', 'deputyId'],
    [{ ...named, dutyTeamId: 'none' }, 'team-unknown', 'dutyTeamId'],
    [{ ...named, calendarId: 'none' }, 'calendar-unknown', 'calendarId'],
    [{ kind: 'duty-team', teamId: 'none' }, 'team-unknown', 'teamId'],
    [{ kind: '24x7', personId: 'ines', calendarId: 'none', teamId: 'desk' }, 'calendar-unknown', 'calendarId'],
  ] as const)('refuses %j as %s', (arrangement, code, field) =>
    given(registered()).when(arrange(arrangement)).thenRefused(code, field),
  )
  it('refuses an account that there is not', () => given().when(arrange(named)).thenRefused('account-unknown'))
})
