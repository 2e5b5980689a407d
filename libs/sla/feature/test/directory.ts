import type { ContractEvent, ContractTerms, ServiceEvent } from '@spoc/directory-contracts'

export const ACCOUNT = '0190a6c2-0000-7000-8000-00000000ac01'
export const OTHER_ACCOUNT = '0190a6c2-0000-7000-8000-00000000ac02'

const row = { high: 'P1', medium: 'P2', low: 'P3' } as const

/** A contract of the account by which everything falls under the policy unless told. */
export function signed(defaultPolicyId: string, over: Partial<ContractTerms> = {}): ContractEvent {
  const terms: ContractTerms = {
    accountId: ACCOUNT,
    reference: 'C-1',
    from: '2020-01-01T00:00:00.000Z',
    policies: {},
    defaultPolicyId,
    calendarId: 'support',
    matrix: { high: row, medium: row, low: row },
    closeAfterDays: 5,
    reopenWithinDays: 10,
    waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
    works: { leadTimeDays: 10, silence: 'approves' },
    ...over,
  }
  return { type: 'directory.contract-signed.v1', data: terms }
}

export function installed(serviceInstanceId: string, serviceClass: string, accountId = ACCOUNT): ServiceEvent {
  const data = {
    accountId,
    circuitId: serviceInstanceId,
    class: serviceClass,
    site: 'BER1',
    kind: 'circuit' as const,
    dependsOn: [],
  }
  return { type: 'directory.service-installed.v1', data }
}
