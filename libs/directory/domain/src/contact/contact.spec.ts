import { contactFacts, type AccountFacts, type ContactEvent, type ContactFacts } from '@spoc/directory-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { given as givenOf } from '@spoc/platform-testing'
import { changeContact } from './change-contact.js'
import type { ContactInput } from './contact-details.js'
import { eraseContact } from './erase-contact.js'
import { registerContact } from './register-contact.js'

const given = givenOf(contactFacts)
const account: AccountFacts = {
  is: 'registered',
  name: 'Nordlicht',
  zone: 'Europe/Berlin',
  mailDomains: [],
  duplicates: 'suggest',
}
const accounts = new Map([
  ['nordlicht', account],
  ['suedwind', account],
])
const rights = { reports: false, approvesWorks: true, escalates: false }
const input = (some: Partial<ContactInput> = {}): ContactInput => ({
  accountIds: ['nordlicht'],
  name: 'Ada Brandt',
  email: 'ada@nordlicht.example',
  emailHash: 'hash-of-ada',
  rights,
  ...some,
})
const key = keyOfPerson('ada')
const registered = (): ContactEvent => ({
  type: 'directory.contact-registered.v1',
  data: {
    accountIds: ['nordlicht'],
    emailHash: 'hash-of-ada',
    rights,
    name: personal('Ada Brandt', key),
    email: personal('ada@nordlicht.example', key),
  },
})
const erased = (): ContactEvent => ({ type: 'directory.contact-erased.v1', data: { reason: 'asked for' } })
const register =
  (some: Partial<ContactInput> = {}) =>
  (contact: ContactFacts) =>
    registerContact(contact, { contactId: 'ada', contact: input(some) }, accounts)
const change =
  (some: Partial<ContactInput> = {}) =>
  (contact: ContactFacts) =>
    changeContact(contact, { contactId: 'ada', contact: input(some) }, accounts)

describe('registering a contact', () => {
  it('keeps name, address and phone under the key of the person', () => given().when(register()).then(registered()))
  it('changes nothing when the same is registered twice', () => given(registered()).when(register()).thenNothing())
  it('refuses other details under the same id', () =>
    given(registered())
      .when(register({ name: 'Eva' }))
      .thenRefused('contact-exists'))
  it('refuses one that was erased', () => given(registered(), erased()).when(register()).thenRefused('contact-erased'))
  it.each([
    [{ name: '' }, 'field-missing', 'name'],
    [{ email: 'ada' }, 'address-invalid', 'email'],
    [{ phone: '' }, 'field-missing', 'phone'],
    [{ zone: 'Mars/Olympus' }, 'zone-unknown', 'zone'],
    [{ accountIds: [] }, 'account-missing', 'accountIds'],
    [{ accountIds: ['nordlicht', 'nobody'] }, 'account-unknown', 'accountIds.1'],
    [{ rightsAt: { suedwind: rights } }, 'rights-elsewhere', 'rightsAt.suedwind'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(register(some)).thenRefused(code, field))
})

describe('changing a contact', () => {
  it('records the details as they are from then on', () =>
    given(registered())
      .when(change({ accountIds: ['nordlicht', 'suedwind'], phone: '+49 30 5550100' }))
      .then({
        type: 'directory.contact-changed.v1',
        data: {
          ...registered().data,
          accountIds: ['nordlicht', 'suedwind'],
          phone: personal('+49 30 5550100', key),
        } as Extract<ContactEvent, { readonly type: 'directory.contact-changed.v1' }>['data'],
      }))
  it('changes nothing when nothing is different', () => given(registered()).when(change()).thenNothing())
  it('refuses what could not be registered', () =>
    given(registered())
      .when(change({ email: 'ada' }))
      .thenRefused('address-invalid', 'email'))
  it('refuses one that there is not', () => given().when(change()).thenRefused('contact-unknown'))
  it('refuses one that was erased', () => given(registered(), erased()).when(change()).thenRefused('contact-erased'))
})

describe('erasing a contact', () => {
  it('records the reason', () =>
    given(registered())
      .when((contact) => eraseContact(contact, 'asked for'))
      .then(erased()))
  it('changes nothing when it is erased already', () =>
    given(registered(), erased())
      .when((contact) => eraseContact(contact, 'again'))
      .thenNothing())
  it('refuses to do so without a reason', () =>
    given(registered())
      .when((contact) => eraseContact(contact, ''))
      .thenRefused('field-missing', 'reason'))
  it('refuses one that there is not', () =>
    given()
      .when((contact) => eraseContact(contact, 'asked for'))
      .thenRefused('contact-unknown'))
})
