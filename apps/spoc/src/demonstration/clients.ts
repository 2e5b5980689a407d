import { matrix } from './promises.js'

/** Three clients: one with a named SPOC, one with a duty team, one round the clock. */
export const accounts = [
  {
    key: 'meridian',
    name: 'Meridian Bank AG',
    zone: 'Europe/Berlin',
    language: 'de',
    mailDomains: ['meridian.example'],
    arrangement: {
      kind: 'named',
      personId: '<person:ada@nordlicht.example>',
      deputyId: '<person:ben@nordlicht.example>',
      dutyTeamId: '<team:service-desk>',
      calendarId: '<calendar:office-berlin>',
    },
    contract: { reference: 'NL-2025-0117', defaultPolicyId: '<policy:gold-24x7>', calendarId: '<calendar:round-the-clock>' },
    contacts: [
      {
        name: 'Anna Köhler',
        email: 'anna.koehler@meridian.example',
        phone: '+49 30 5550 117',
        rights: { reports: true, approvesWorks: true, escalates: true },
      },
      { name: 'Felix Brandt', email: 'felix.brandt@meridian.example', rights: {} },
    ],
  },
  {
    key: 'havel',
    name: 'Havel Logistics GmbH',
    zone: 'Europe/Berlin',
    language: 'de',
    mailDomains: ['havel.example'],
    arrangement: { kind: 'duty-team', teamId: '<team:service-desk>' },
    contract: { reference: 'NL-2025-0204', defaultPolicyId: '<policy:silver-office>', calendarId: '<calendar:office-berlin>' },
    contacts: [
      {
        name: 'Jan Peters',
        email: 'jan.peters@havel.example',
        phone: '+49 331 5550 204',
        rights: { reports: true, approvesWorks: true, escalates: true },
      },
      { name: 'Sofia Alvarez', email: 'sofia.alvarez@havel.example', rights: {} },
    ],
  },
  {
    key: 'kestrel',
    name: 'Kestrel Cloud Ltd',
    zone: 'Europe/London',
    language: 'en',
    mailDomains: ['kestrel.example'],
    arrangement: {
      kind: '24x7',
      personId: '<person:chiara@nordlicht.example>',
      calendarId: '<calendar:office-london>',
      teamId: '<team:service-desk>',
    },
    contract: { reference: 'NL-2025-0311', defaultPolicyId: '<policy:gold-24x7>', calendarId: '<calendar:round-the-clock>' },
    contacts: [
      {
        name: 'Grace Mbeki',
        email: 'grace.mbeki@kestrel.example',
        phone: '+44 20 5550 0311',
        rights: { reports: true, approvesWorks: true, escalates: true },
      },
      { name: 'NOC of Kestrel', email: 'noc@kestrel.example', rights: { reports: false, approvesWorks: false, escalates: true } },
    ],
  },
] as const

export const terms = {
  from: '2025-01-01T00:00:00Z',
  matrix,
  closeAfterDays: 5,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
  works: { leadTimeDays: 5, silence: 'approves' },
} as const

interface Service {
  readonly circuitId: string
  readonly class: string
  readonly site: string
  readonly kind: string
  readonly account?: string
  readonly dependsOn?: readonly string[]
  readonly redundancyGroup?: string
  readonly clientReference?: string
}

/** What clients buy, and the sites and upstreams it stands on; each after what it depends on. */
export const services: readonly Service[] = [
  { circuitId: 'SITE-BER1', class: 'infrastructure', site: 'BER1', kind: 'site' },
  { circuitId: 'SITE-FRA2', class: 'infrastructure', site: 'FRA2', kind: 'site' },
  { circuitId: 'SITE-LON3', class: 'infrastructure', site: 'LON3', kind: 'site' },
  { circuitId: 'UP-TELIA-FRA', class: 'infrastructure', site: 'FRA2', kind: 'upstream', dependsOn: ['SITE-FRA2'] },
  { circuitId: 'UP-LUMEN-LON', class: 'infrastructure', site: 'LON3', kind: 'upstream', dependsOn: ['SITE-LON3'] },
  {
    account: 'meridian',
    circuitId: 'BER-FRA-0042',
    class: 'gold',
    site: 'BER1',
    kind: 'circuit',
    dependsOn: ['SITE-BER1', 'SITE-FRA2'],
    redundancyGroup: 'meridian-hq',
    clientReference: 'MB-WAN-1',
  },
  {
    account: 'meridian',
    circuitId: 'BER-FRA-0043',
    class: 'gold',
    site: 'BER1',
    kind: 'circuit',
    dependsOn: ['SITE-BER1', 'SITE-FRA2'],
    redundancyGroup: 'meridian-hq',
    clientReference: 'MB-WAN-2',
  },
  {
    account: 'meridian',
    circuitId: 'FW-BER-0007',
    class: 'gold',
    site: 'BER1',
    kind: 'firewall',
    dependsOn: ['SITE-BER1'],
    clientReference: 'MB-FW',
  },
  {
    account: 'havel',
    circuitId: 'BER-HAV-0110',
    class: 'silver',
    site: 'BER1',
    kind: 'circuit',
    dependsOn: ['SITE-BER1'],
    clientReference: 'Depot Potsdam',
  },
  { account: 'havel', circuitId: 'RACK-BER1-C07', class: 'silver', site: 'BER1', kind: 'colocation', dependsOn: ['SITE-BER1'] },
  {
    account: 'kestrel',
    circuitId: 'IPT-LON-0301',
    class: 'gold',
    site: 'LON3',
    kind: 'ip-transit',
    dependsOn: ['UP-LUMEN-LON'],
    redundancyGroup: 'kestrel-transit',
    clientReference: 'AS64511-A',
  },
  {
    account: 'kestrel',
    circuitId: 'IPT-FRA-0302',
    class: 'gold',
    site: 'FRA2',
    kind: 'ip-transit',
    dependsOn: ['UP-TELIA-FRA'],
    redundancyGroup: 'kestrel-transit',
    clientReference: 'AS64511-B',
  },
  {
    account: 'kestrel',
    circuitId: 'DDOS-LON-0009',
    class: 'gold',
    site: 'LON3',
    kind: 'ddos-protection',
    dependsOn: ['IPT-LON-0301'],
  },
]
