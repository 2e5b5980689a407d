/** Who works at the provider, and who at its clients (`of`: the account). The address is `<name>@<tag of the provider>.example`. */
export const people = [
  { key: 'ada', name: 'Ada Nowak', roles: ['agent'] },
  { key: 'ben', name: 'Ben Okafor', roles: ['agent'] },
  { key: 'ines', name: 'Ines Duarte', roles: ['engineer'] },
  { key: 'omar', name: 'Omar Haddad', roles: ['engineer'] },
  { key: 'maren', name: 'Maren Vogt', roles: ['manager', 'agent'] },
  { key: 'rolf', name: 'Rolf Keller', roles: ['reporter'] },
  { key: 'ute', name: 'Ute Sander', roles: ['auditor'] },
  { key: 'anna', name: 'Anna Köhler', roles: ['client-manager'], of: 'meridian' },
  { key: 'felix', name: 'Felix Brandt', roles: ['client'], of: 'meridian' },
  { key: 'jan', name: 'Jan Peters', roles: ['client-manager'], of: 'havel' },
  { key: 'grace', name: 'Grace Mbeki', roles: ['client-manager'], of: 'kestrel' },
] as const

export type PersonKey = (typeof people)[number]['key']
export type AccountKey = 'meridian' | 'havel' | 'kestrel'

export const teams = [
  { key: 'desk', name: 'Service desk', members: ['ada', 'ben'], lead: 'maren' },
  { key: 'core', name: 'Core network', members: ['ines', 'omar'], lead: 'ines' },
] as const

export const ACCEPT_WITHIN_MINUTES = 10
export const PAGE_NEXT_AFTER_MINUTES = 10

/** Three ways to have a SPOC: a named person, the duty team, and round the clock. */
export const accounts = [
  {
    key: 'meridian',
    name: 'Meridian Bank',
    arrangement: {
      kind: 'named',
      personId: '<person:ada>',
      deputyId: '<person:ben>',
      dutyTeamId: '<team:desk>',
      calendarId: '<calendar:office>',
    },
  },
  { key: 'havel', name: 'Havel Logistics', arrangement: { kind: 'duty-team', teamId: '<team:desk>' } },
  {
    key: 'kestrel',
    name: 'Kestrel Cloud',
    arrangement: { kind: '24x7', personId: '<person:ben>', calendarId: '<calendar:office>', teamId: '<team:desk>' },
  },
] as const
