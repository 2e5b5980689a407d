import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type Fact, type StreamKind } from '@spoc/platform-kernel'
import { identityContract, integrationFacts, isPresent, isTokenGood, personFacts } from './index.js'

const folder = join(__dirname, '..', 'golden')
const golden = (type: string) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Fact
const folded = <State, E extends Fact>(kind: StreamKind<State, E>, ...types: readonly E['type'][]): State =>
  types.map((type) => upcast([identityContract], golden(type)).fact as E).reduce(kind.evolve, kind.initial)

describe('golden files of identity', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

  it('hold one of every type written today', () => expect(files).toEqual(expect.arrayContaining([...identityContract.types])))
  it.each(files)('%s lies under its own name', (type) => expect(golden(type).type).toBe(type))
  it.each(files)('%s still loads as a type known today', (type) =>
    expect(upcast([identityContract], golden(type)).known).toBe(true),
  )
})

describe('a person, folded from golden files', () => {
  it('has the roles last given', () =>
    expect(folded(personFacts, 'identity.person-registered.v1', 'identity.roles-changed.v1')).toMatchObject({
      is: 'active',
      roles: ['agent', 'manager'],
    }))
  it.each([
    ['2026-08-02T23:59:59.999Z', true],
    ['2026-08-03T00:00:00.000Z', false],
    ['2026-08-17T00:00:00.000Z', true],
  ])('with an absence recorded is present at %s: %s', (at, present) =>
    expect(isPresent(folded(personFacts, 'identity.person-registered.v1', 'identity.absence-recorded.v1'), at)).toBe(present),
  )
  it('is never present once disabled', () =>
    expect(
      isPresent(folded(personFacts, 'identity.person-registered.v1', 'identity.person-disabled.v1'), '2026-01-12T09:00:00.000Z'),
    ).toBe(false))
})

describe('an integration, folded from golden files', () => {
  const token = '0190a6c2-0000-7000-8000-00000000700b'
  const issued = () => folded(integrationFacts, 'identity.integration-registered.v1', 'identity.token-issued.v1')

  it.each([
    ['2026-12-31T23:59:59.999Z', true],
    ['2027-01-01T00:00:00.000Z', false],
  ])('has a token that is good at %s: %s', (at, good) => expect(isTokenGood(issued(), token, at)).toBe(good))
  it('has no other token', () => expect(isTokenGood(issued(), 'another', '2026-06-01T00:00:00.000Z')).toBe(false))
  it('has no good token once it is revoked', () =>
    expect(
      isTokenGood(
        folded(integrationFacts, 'identity.integration-registered.v1', 'identity.token-issued.v1', 'identity.token-revoked.v1'),
        token,
        '2026-06-01T00:00:00.000Z',
      ),
    ).toBe(false))
  it('is about the account it speaks for', () =>
    expect(integrationFacts.about(issued(), 'i')).toEqual({ subject: 'i', accountId: '0190a6c2-0000-7000-8000-00000000ac01' }))
})
