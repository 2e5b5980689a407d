/** Teams of the demonstration with their rotas and ways to escalate. People are named by their address. */
const at = (name: string) => `<person:${name}@nordlicht.example>`

export const teams = [
  {
    key: 'service-desk',
    name: 'Service desk',
    members: [at('ada'), at('ben'), at('chiara'), at('dmitri')],
    leadId: at('maren'),
    skills: ['first-line'],
    isTriageDesk: true,
    email: 'desk@nordlicht.example',
  },
  {
    key: 'core-network',
    name: 'Core network',
    members: [at('ines'), at('omar')],
    leadId: at('ines'),
    skills: ['routing', 'ip-transit'],
    ola: { acceptWithinMs: 10 * 60_000, solveWithinMs: 4 * 3_600_000 },
    email: 'core@nordlicht.example',
  },
  {
    key: 'transport',
    name: 'Transport and fibre',
    members: [at('pia'), at('tom')],
    leadId: at('pia'),
    skills: ['circuit', 'fibre'],
    ola: { acceptWithinMs: 15 * 60_000, solveWithinMs: 8 * 3_600_000 },
    email: 'transport@nordlicht.example',
  },
  {
    key: 'security',
    name: 'Security operations',
    members: [at('omar'), at('tom')],
    leadId: at('omar'),
    skills: ['firewall', 'ddos-protection'],
    ola: { acceptWithinMs: 10 * 60_000, solveWithinMs: 6 * 3_600_000 },
    email: 'security@nordlicht.example',
  },
] as const

const weekly = { startDate: '2026-01-05', handoverTime: '08:00', every: { weeks: 1 } }

export const rotas = teams.map(({ key, name, members }) => ({
  key,
  team: key,
  name: `${name} on duty`,
  zone: 'Europe/Berlin',
  layers: [{ name: 'week by week', participants: members, ...weekly }],
}))

export const escalationPolicies = teams.map(({ key, name }) => ({
  key,
  team: key,
  name: `${name}: page`,
  steps: [
    { afterMs: 0, targets: [{ kind: 'on-duty', id: `<rota:${key}>` }] },
    { afterMs: 10 * 60_000, targets: [{ kind: 'next-on-duty', id: `<rota:${key}>` }] },
    { afterMs: 20 * 60_000, targets: [{ kind: 'team-lead', id: `<team:${key}>` }] },
  ],
  lastResort: at('maren'),
  lastResortAfterMs: 40 * 60_000,
}))
