import {
  contractFacts,
  type AccountFacts,
  type ContractEvent,
  type ContractFacts,
  type ContractTerms,
} from '@spoc/directory-contracts'
import { given as givenOf } from '@spoc/platform-testing'
import { amendContract } from './amend-contract.js'
import { checkMatrix, type TermsFacts } from './contract-terms.js'
import { signContract } from './sign-contract.js'

const given = givenOf(contractFacts)
const account: AccountFacts = {
  is: 'registered',
  name: 'Nordlicht',
  zone: 'Europe/Berlin',
  mailDomains: [],
  duplicates: 'suggest',
}
const known: TermsFacts = { account, policies: new Set(['gold-policy', 'standard']), calendars: new Set(['office']) }
const row = { high: 'P1', medium: 'P2', low: 'P3' } as const
const terms = (some: Partial<ContractTerms> = {}): ContractTerms => ({
  accountId: 'nordlicht',
  reference: 'NL-2026-014',
  from: '2026-01-01T00:00:00.000Z',
  policies: { gold: 'gold-policy' },
  defaultPolicyId: 'standard',
  calendarId: 'office',
  matrix: { high: row, medium: row, low: row },
  closeAfterDays: 5,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
  works: { leadTimeDays: 10, silence: 'approves' },
  ...some,
})
const signed = (): ContractEvent => ({ type: 'directory.contract-signed.v1', data: terms() })
const sign =
  (some: Partial<ContractTerms> = {}, facts: TermsFacts = known) =>
  (contract: ContractFacts) =>
    signContract(contract, terms(some), facts)
const amend =
  (some: Partial<ContractTerms> = {}, reason = 'annex 2') =>
  (contract: ContractFacts) =>
    amendContract(contract, { terms: terms(some), reason }, known)

describe('signing a contract', () => {
  it('records its terms', () => given().when(sign()).then(signed()))
  it('changes nothing when the same is signed twice', () => given(signed()).when(sign()).thenNothing())
  it('refuses other terms under the same id', () =>
    given(signed())
      .when(sign({ closeAfterDays: 7 }))
      .thenRefused('contract-exists'))
  it('refuses an account that there is not', () =>
    given()
      .when(sign({}, { ...known, account: { is: 'unknown' } }))
      .thenRefused('account-unknown', 'accountId'))
  it.each([
    [{ reference: '' }, 'field-missing', 'reference'],
    [{ to: '2026-01-01T00:00:00.000Z' }, 'dates-reversed', 'to'],
    [{ policies: { gold: 'none' } }, 'policy-unknown', 'policies.gold'],
    [{ defaultPolicyId: 'none' }, 'policy-unknown', 'defaultPolicyId'],
    [{ calendarId: 'none' }, 'calendar-unknown', 'calendarId'],
    [{ closeAfterDays: -1 }, 'days-invalid', 'closeAfterDays'],
    [{ reopenWithinDays: 1.5 }, 'days-invalid', 'reopenWithinDays'],
    [{ works: { leadTimeDays: 4000, silence: 'approves' } }, 'days-invalid', 'works.leadTimeDays'],
    [{ waiting: { remindAfterDays: 10, resolveAfterDays: 10 } }, 'reminder-too-late', 'waiting.remindAfterDays'],
    [{ waiting: { remindAfterDays: 0, resolveAfterDays: 10 } }, 'reminder-too-late', 'waiting.remindAfterDays'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(sign(some)).thenRefused(code, field))
})

describe('the matrix of a contract', () => {
  it('is complete with nine priorities', () => expect(checkMatrix(terms().matrix)).toBeUndefined())
  it.each(['high', 'medium', 'low'] as const)('is refused without the row of %s impact, naming the field', (impact) => {
    const { [impact]: _, ...rest } = terms().matrix
    expect(checkMatrix(rest)).toMatchObject({ refused: 'matrix-incomplete', field: `matrix.${impact}.high` })
  })
  it('is refused without one priority of a row, naming the field', () =>
    expect(checkMatrix({ ...terms().matrix, low: { high: 'P1', medium: 'P2' } })).toMatchObject({
      refused: 'matrix-incomplete',
      field: 'matrix.low.low',
    }))
})

describe('amending a contract', () => {
  it('records the whole terms and the reason', () =>
    given(signed())
      .when(amend({ closeAfterDays: 7 }))
      .then({ type: 'directory.contract-amended.v1', data: { ...terms({ closeAfterDays: 7 }), reason: 'annex 2' } }))
  it('changes nothing when nothing is different', () => given(signed()).when(amend()).thenNothing())
  it('refuses to move it to another account', () =>
    given(signed())
      .when(amend({ accountId: 'suedwind' }))
      .thenRefused('contract-of-another-account', 'accountId'))
  it('refuses to do so without a reason', () =>
    given(signed())
      .when(amend({ closeAfterDays: 7 }, ''))
      .thenRefused('field-missing', 'reason'))
  it('refuses terms that could not be signed', () =>
    given(signed())
      .when(amend({ calendarId: 'none' }))
      .thenRefused('calendar-unknown', 'calendarId'))
  it('refuses one that there is not', () => given().when(amend()).thenRefused('contract-unknown'))
})
