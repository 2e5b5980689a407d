import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type Fact, type StreamKind } from '@spoc/platform-kernel'
import {
  accountFacts,
  contactFacts,
  contractFacts,
  directoryContract,
  isInForce,
  policyFor,
  rightsAt,
  serviceFacts,
} from './index.js'

const folder = join(__dirname, '..', 'golden')
const golden = (type: string) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Fact
const folded = <State, E extends Fact>(kind: StreamKind<State, E>, ...types: readonly E['type'][]): State =>
  types.map((type) => upcast([directoryContract], golden(type)).fact as E).reduce(kind.evolve, kind.initial)

describe('golden files of directory', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

  it('hold one of every type written today', () => expect(files).toEqual(expect.arrayContaining([...directoryContract.types])))
  it.each(files)('%s lies under its own name', (type) => expect(golden(type).type).toBe(type))
  it.each(files)('%s still loads as a type known today', (type) =>
    expect(upcast([directoryContract], golden(type)).known).toBe(true),
  )
})

const accountId = '0190a6c2-0000-7000-8000-00000000ac01'

describe('an account, folded from golden files', () => {
  it('is as last changed and keeps its arrangement', () =>
    expect(
      folded(accountFacts, 'directory.account-registered.v1', 'directory.spoc-arranged.v1', 'directory.account-changed.v1'),
    ).toMatchObject({
      is: 'registered',
      name: 'Nordlicht Logistik SE',
      duplicates: 'link',
      arrangement: { kind: 'named', personId: '0190a6c2-0000-7000-8000-0000000000a1' },
    }))
  it('is about itself', () => expect(accountFacts.about(accountFacts.initial, 'a')).toEqual({ subject: 'a', accountId: 'a' }))
  it('stays unknown where only changes are read', () =>
    expect(folded(accountFacts, 'directory.account-changed.v1', 'directory.spoc-arranged.v1')).toEqual({ is: 'unknown' }))
})

describe('a contact, folded from golden files', () => {
  it('has rights of its own at each account', () => {
    const contact = folded(contactFacts, 'directory.contact-registered.v1')
    expect(rightsAt(contact, accountId).escalates).toBe(true)
    expect(rightsAt(contact, 'another')).toEqual({ reports: false, approvesWorks: false, escalates: false })
  })
  it('is as last changed', () =>
    expect(folded(contactFacts, 'directory.contact-registered.v1', 'directory.contact-changed.v1')).toMatchObject({
      is: 'registered',
      rights: { reports: false },
    }))
  it('leaves only its accounts when it is erased, whatever is changed later', () =>
    expect(
      folded(contactFacts, 'directory.contact-registered.v1', 'directory.contact-erased.v1', 'directory.contact-changed.v1'),
    ).toEqual({ is: 'erased', accountIds: [accountId] }))
  it('is about its account where it has one only', () =>
    expect(contactFacts.about(folded(contactFacts, 'directory.contact-registered.v1'), 'c')).toEqual({ subject: 'c', accountId }))
})

describe('a contract, folded from golden files', () => {
  const contract = () => folded(contractFacts, 'directory.contract-signed.v1', 'directory.contract-amended.v1')

  it('has the terms as last amended', () => expect(contract()).toMatchObject({ is: 'signed', closeAfterDays: 7 }))
  it.each([
    ['2025-12-31T23:59:59.999Z', false],
    ['2026-01-01T00:00:00.000Z', true],
    ['2028-12-31T23:59:59.999Z', true],
    ['2029-01-01T00:00:00.000Z', false],
  ])('is in force at %s: %s', (at, inForce) => expect(isInForce(contract(), at)).toBe(inForce))
  it('names the policy of a class, and the default one for any other', () => {
    const terms = contract()
    if (terms.is === 'unknown') throw new Error('The contract is not known.')
    expect(policyFor(terms, 'gold')).toBe('0190a6c2-0000-7000-8000-0000000000e7')
    expect(policyFor(terms, 'bronze')).toBe('0190a6c2-0000-7000-8000-0000000000e8')
    expect(policyFor(terms, undefined)).toBe('0190a6c2-0000-7000-8000-0000000000e8')
  })
})

describe('a service instance, folded from golden files', () => {
  it('is as last changed', () =>
    expect(folded(serviceFacts, 'directory.service-installed.v1', 'directory.service-changed.v1')).toMatchObject({
      is: 'installed',
      class: 'silver',
      circuitId: 'BER-AMS-0042',
    }))
  it('can still be read when it is retired', () =>
    expect(folded(serviceFacts, 'directory.service-installed.v1', 'directory.service-retired.v1')).toMatchObject({
      is: 'retired',
      circuitId: 'BER-AMS-0042',
    }))
})
