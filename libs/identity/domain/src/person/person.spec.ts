import { personFacts, type PersonEvent, type PersonFacts, type Role } from '@spoc/identity-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { given as givenOf } from '@spoc/platform-testing'
import { changeRoles } from './change-roles.js'
import { disablePerson } from './disable-person.js'
import type { PersonInput } from './person-details.js'
import { recordAbsence } from './record-absence.js'
import { registerPerson } from './register-person.js'

const given = givenOf(personFacts)
const input = (some: Partial<PersonInput> = {}): PersonInput => ({
  name: 'Ines Kahl',
  email: 'ines@provider.example',
  emailHash: 'hash-of-ines',
  roles: ['agent'],
  accountIds: [],
  ...some,
})
const key = keyOfPerson('ines')
const registered = (roles: readonly Role[] = ['agent']): PersonEvent => ({
  type: 'identity.person-registered.v1',
  data: {
    emailHash: 'hash-of-ines',
    roles,
    accountIds: [],
    name: personal('Ines Kahl', key),
    email: personal('ines@provider.example', key),
  },
})
const disabled = (): PersonEvent => ({ type: 'identity.person-disabled.v1', data: { reason: 'left' } })
const by = (id: string) => ({ actor: { kind: 'person', id } as const })
const register =
  (some: Partial<PersonInput> = {}) =>
  (person: PersonFacts) =>
    registerPerson(person, { personId: 'ines', person: input(some) })

describe('registering a person', () => {
  it('keeps name and address under the key of the person', () => given().when(register()).then(registered()))
  it('changes nothing when the same is registered twice', () => given(registered()).when(register()).thenNothing())
  it('refuses other details under the same id', () =>
    given(registered())
      .when(register({ roles: ['admin'] }))
      .thenRefused('person-exists'))
  it.each([
    [{ name: '' }, 'field-missing', 'name'],
    [{ email: 'ines' }, 'address-invalid', 'email'],
    [{ zone: 'Nowhere' }, 'zone-unknown', 'zone'],
    [{ roles: [] }, 'role-missing', 'roles'],
    [{ roles: ['agent', 'client'] }, 'roles-mixed', 'roles'],
    [{ roles: ['client'] }, 'account-missing', 'accountIds'],
    [{ accountIds: ['nordlicht'] }, 'account-not-allowed', 'accountIds'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(register(some)).thenRefused(code, field))
  it('refuses a role that there is not', () =>
    given()
      .when(register({ roles: ['agent', 'wizard' as Role] }))
      .thenRefused('role-unknown', 'roles.1'))
})

describe('changing the roles of a person', () => {
  const change =
    (roles: readonly Role[], accountIds: readonly string[] = [], actor = 'boss') =>
    (person: PersonFacts) =>
      changeRoles(person, { personId: 'ines', roles, accountIds }, by(actor))

  it('records all roles from then on', () =>
    given(registered())
      .when(change(['manager', 'agent']))
      .then({ type: 'identity.roles-changed.v1', data: { roles: ['manager', 'agent'], accountIds: [] } }))
  it('changes nothing when they are the same in another order', () =>
    given(registered(['agent', 'manager']))
      .when(change(['manager', 'agent']))
      .thenNothing())
  it('keeps a client’s person to accounts', () =>
    given(registered())
      .when(change(['client']))
      .thenRefused('account-missing', 'accountIds'))
  it('refuses administrators to give away their own role', () =>
    given(registered(['admin']))
      .when(change(['agent'], [], 'ines'))
      .thenRefused('own-role', 'roles'))
  it('lets another administrator take it', () =>
    given(registered(['admin']))
      .when(change(['agent']))
      .then({ type: 'identity.roles-changed.v1', data: { roles: ['agent'], accountIds: [] } }))
  it('refuses a person who is disabled', () =>
    given(registered(), disabled())
      .when(change(['agent']))
      .thenRefused('person-disabled'))
  it('refuses a person that there is not', () =>
    given()
      .when(change(['agent']))
      .thenRefused('person-unknown'))
})

describe('disabling a person', () => {
  const disable =
    (reason = 'left', actor = 'boss') =>
    (person: PersonFacts) =>
      disablePerson(person, { personId: 'ines', reason }, by(actor))

  it('records the reason', () => given(registered()).when(disable()).then(disabled()))
  it('changes nothing the second time', () => given(registered(), disabled()).when(disable('again')).thenNothing())
  it('refuses people to disable themselves', () => given(registered()).when(disable('left', 'ines')).thenRefused('own-access'))
  it('refuses to do so without a reason', () => given(registered()).when(disable('')).thenRefused('field-missing', 'reason'))
  it('refuses a person that there is not', () => given().when(disable()).thenRefused('person-unknown'))
})

describe('recording an absence', () => {
  const from = '2026-08-03T00:00:00.000Z'
  const to = '2026-08-17T00:00:00.000Z'
  const absence = (): PersonEvent => ({ type: 'identity.absence-recorded.v1', data: { from, to } })
  const away = (since: string, until: string) => (person: PersonFacts) => recordAbsence(person, { from: since, to: until })

  it('records it', () => given(registered()).when(away(from, to)).then(absence()))
  it('changes nothing when the person is away then anyway', () =>
    given(registered(), absence()).when(away('2026-08-04T00:00:00.000Z', to)).thenNothing())
  it('refuses one that ends before it begins', () => given(registered()).when(away(to, from)).thenRefused('dates-reversed', 'to'))
  it('refuses a person who is disabled', () =>
    given(registered(), disabled()).when(away(from, to)).thenRefused('person-disabled'))
  it('refuses a person that there is not', () => given().when(away(from, to)).thenRefused('person-unknown'))
})
