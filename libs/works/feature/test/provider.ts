import type { AccountEvent, ContactEvent, ContractEvent, ServiceDetails, ServiceEvent } from '@spoc/directory-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'

const named = (name: string): readonly AccountEvent[] => [
  {
    type: 'directory.account-registered.v1',
    data: { name, zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' },
  },
]

const contact = (id: string, accountId: string, approvesWorks: boolean): readonly ContactEvent[] => [
  {
    type: 'directory.contact-registered.v1',
    data: {
      accountIds: [accountId],
      name: personal(id, keyOfPerson(id)),
      email: personal(`${id}@client.example`, keyOfPerson(id)),
      emailHash: id,
      rights: { reports: false, approvesWorks, escalates: false },
    },
  },
]

const signed = (
  accountId: string,
  works: { readonly leadTimeDays: number; readonly silence: 'approves' | 'declines' },
  to?: string,
): readonly ContractEvent[] => [
  {
    type: 'directory.contract-signed.v1',
    data: {
      accountId,
      reference: `C-${accountId}`,
      from: '2025-01-01T00:00:00.000Z',
      ...(to === undefined ? {} : { to }),
      policies: {},
      defaultPolicyId: 'policy',
      calendarId: 'calendar',
      matrix: {
        high: { high: 'P1', medium: 'P1', low: 'P2' },
        medium: { high: 'P2', medium: 'P3', low: 'P3' },
        low: { high: 'P3', medium: 'P4', low: 'P4' },
      },
      closeAfterDays: 5,
      reopenWithinDays: 10,
      waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
      works,
    },
  },
]

const installed = (circuitId: string, details: Partial<ServiceDetails> = {}): readonly ServiceEvent[] => [
  {
    type: 'directory.service-installed.v1',
    data: { circuitId, class: 'gold', site: 'FRA3', kind: 'circuit', dependsOn: [], ...details },
  },
]

/** Acme has two uplinks in one redundancy group, the first on the shared edge, and a VPN on top of it; Brick has one line on that edge. */
export const accounts = { acme: named('Acme'), brick: named('Brick') }
export const contacts = {
  alice: contact('alice', 'acme', true),
  bob: contact('bob', 'brick', true),
  eve: contact('eve', 'brick', false),
}
export const contracts = {
  'acme-new': signed('acme', { leadTimeDays: 5, silence: 'approves' }),
  'acme-old': signed('acme', { leadTimeDays: 90, silence: 'declines' }, '2025-12-31T00:00:00.000Z'),
  'brick-1': signed('brick', { leadTimeDays: 10, silence: 'declines' }),
}
export const services = {
  'edge-1': installed('EDGE-1', { kind: 'upstream' }),
  lonely: installed('SITE-9', { kind: 'site' }),
  'acme-a': installed('ACME-A', { accountId: 'acme', dependsOn: ['edge-1'], redundancyGroup: 'uplinks' }),
  'acme-b': installed('ACME-B', { accountId: 'acme', redundancyGroup: 'uplinks' }),
  'acme-vpn': installed('ACME-VPN', { accountId: 'acme', kind: 'vpn', dependsOn: ['acme-a'] }),
  'brick-a': installed('BRICK-A', { accountId: 'brick', contractId: 'brick-1', dependsOn: ['edge-1'] }),
  gone: [
    ...installed('GONE', { accountId: 'brick', dependsOn: ['edge-1'] }),
    { type: 'directory.service-retired.v1' as const, data: { reason: 'ended' } },
  ],
}
