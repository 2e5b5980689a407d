import type { Instant } from '@spoc/platform-kernel'
import { plusMs } from '@spoc/platform-kernel'
import type { Provider } from '../provider/furnish.js'
import { contractTerms } from '../provider/terms.js'
import type { Things } from './planted.js'

/** What a call is made with: the things it names, the provider around them, and the time. */
export interface Around {
  readonly things: Things
  readonly provider: Provider
  readonly now: Instant
}

const DAY_MS = 86_400_000

/** Where a parameter does not name its kind, the route does. */
function kindOf(path: string, name: string): string {
  if (path.startsWith('/api/v1/quarantine')) return 'mail'
  if (name === 'id' || name === 'idOrNumber' || name === 'requestId' || name === 'to') return 'request'
  return name.replace(/Id$/, '')
}

/** The route's address with its parameters filled in. */
export function addressOf(path: string, { things, provider }: Around): string {
  const ours: Things = {
    team: provider.id('team:core'),
    rota: provider.id('rota:core'),
    calendar: provider.id('calendar:always'),
    policy: provider.id(path.includes('escalation') ? 'escalation:core' : 'policy:gold'),
    override: 'none',
    context: 'intake',
    collection: 'intake_queue',
    subject: things['request'] ?? '',
    backup: 'backup-20260112T080000000Z',
    system: 'peer',
    revision: '1',
    relation: 'relates-to',
    root: 'f'.repeat(64),
    token: things['request'] ?? '',
    whatIf: things['request'] ?? '',
  }
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const kind = kindOf(path, name)
    const id = (kind === 'token' && path.includes('follow') ? undefined : things[kind]) ?? ours[kind]
    if (id === undefined) throw new Error(`Nobody has said what :${name} of ${path} stands for: see kindOf in calls.ts.`)
    return encodeURIComponent(id)
  })
}

type Make = (around: Around) => unknown

const account: Make = () => ({ name: 'Renamed', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' })
const contact: Make = ({ things, provider }) => ({
  accountIds: [things['account']],
  name: 'Somebody',
  email: `x-${provider.tag}@else.example`,
})
const service: Make = ({ things }) => ({
  accountId: things['account'],
  circuitId: 'SOME-1',
  class: 'gold',
  site: 'BER1',
  kind: 'circuit',
})
const contract: Make = ({ things, provider }) => ({
  ...contractTerms,
  accountId: things['account'],
  reference: 'Some',
  defaultPolicyId: provider.id('policy:gold'),
  calendarId: provider.id('calendar:always'),
})
const calendar: Make = () => ({ name: 'Some', zone: 'Europe/Berlin', hours: '24x7' })
const policy: Make = ({ provider }) => ({
  name: 'Some',
  rows: [{ clocks: { response: { target: { minutes: 10 }, calendarId: provider.id('calendar:always') } } }],
})
const team: Make = ({ provider }) => ({ name: 'Some', members: [], leadId: provider.id('person:ines'), skills: [] })
const rota: Make = ({ provider }) => ({
  name: 'Some',
  teamId: provider.id('team:core'),
  zone: 'Europe/Berlin',
  layers: [
    {
      name: 'l',
      participants: [provider.id('person:ines')],
      startDate: '2026-01-05',
      handoverTime: '08:00',
      every: { weeks: 1 },
    },
  ],
})
const escalation: Make = ({ provider }) => ({
  name: 'Some',
  steps: [{ afterMs: 0, targets: [{ kind: 'person', id: provider.id('person:ines') }] }],
  lastResort: provider.id('person:maren'),
})
const windowAt = (now: Instant, days: number) => ({
  from: plusMs(now, days * DAY_MS),
  to: plusMs(now, days * DAY_MS + 3_600_000),
  zone: 'UTC',
})
const request: Make = ({ things }) => ({
  accountId: things['account'],
  kind: 'incident',
  title: 'A title',
  description: 'A text.',
  serviceInstanceId: things['service'],
})
const nothing: Make = () => ({})
const because: Make = () => ({ reason: 'It has to be.' })

/** A body that each route which takes one could well be sent. */
export const bodies: Readonly<Record<string, Make>> = {
  'POST /api/v1/clock': ({ now }) => ({ to: now }),
  'POST /api/v1/parked/:context/:subject/redrive': nothing,
  'POST /api/v1/parked/:context/:subject/discard': () => ({ stream: 'request-1', revision: 0, reason: 'It has to be.' }),
  'POST /api/v1/read-models/:context/:collection/rebuild': () => ({ swap: false }),
  'POST /api/v1/read-models/:context/:collection/rebuild/pause': nothing,
  'POST /api/v1/read-models/:context/:collection/rebuild/resume': nothing,
  'POST /api/v1/read-models/:context/:collection/rebuild/cancel': nothing,
  'POST /api/v1/backups': nothing,
  'POST /api/v1/backups/:backup/cancel': nothing,
  'POST /api/v1/storage/compaction': nothing,
  'POST /api/v1/accounts': account,
  'PUT /api/v1/accounts/:accountId': account,
  'PUT /api/v1/accounts/:accountId/spoc-arrangement': ({ provider }) => ({
    arrangement: { kind: 'duty-team', teamId: provider.id('team:desk') },
  }),
  'POST /api/v1/contacts': contact,
  'PUT /api/v1/contacts/:contactId': contact,
  'DELETE /api/v1/contacts/:contactId/personal-data': because,
  'POST /api/v1/contracts': contract,
  'PUT /api/v1/contracts/:contractId': (around) => ({ ...(contract(around) as object), reason: 'It has to be.' }),
  'POST /api/v1/services': service,
  'PUT /api/v1/services/:serviceId': service,
  'POST /api/v1/sessions': () => ({ email: 'nobody@else.example', password: 'not the right password' }),
  'POST /api/v1/people': () => ({ name: 'Some', email: 'some@else.example', roles: ['agent'], password: 'a long password' }),
  'PUT /api/v1/people/:personId/roles': ({ things }) => ({ roles: ['client'], accountIds: [things['account']] }),
  'POST /api/v1/people/:personId/disable': because,
  'POST /api/v1/people/:personId/absences': ({ now }) => ({ from: now, to: plusMs(now, DAY_MS) }),
  'PUT /api/v1/people/:personId/password': () => ({ password: 'another long password' }),
  'PUT /api/v1/people/current/password': () => ({ current: 'a long password', password: 'another long password' }),
  'POST /api/v1/integrations': ({ things }) => ({
    name: 'Some',
    kind: 'api',
    accountId: things['account'],
    scopes: ['requests:read'],
  }),
  'POST /api/v1/integrations/:integrationId/tokens': nothing,
  'POST /api/v1/requests': request,
  'POST /api/v1/requests/:id/take-up': nothing,
  'POST /api/v1/requests/:id/await-client': () => ({ what: 'Is it on?' }),
  'POST /api/v1/requests/:id/hold': () => ({ reason: 'vendor', party: 'vendor' }),
  'POST /api/v1/requests/:id/resume': nothing,
  'POST /api/v1/requests/:id/resolve': () => ({ code: 'fixed', solution: 'Done.' }),
  'POST /api/v1/requests/:id/confirm': nothing,
  'POST /api/v1/requests/:id/close': nothing,
  'POST /api/v1/requests/:id/reopen': because,
  'POST /api/v1/requests/:id/cancel': because,
  'POST /api/v1/requests/:id/reject': because,
  'POST /api/v1/requests/:id/replies': () => ({ text: 'A reply.' }),
  'POST /api/v1/requests/:id/notes': () => ({ text: 'A note.' }),
  'POST /api/v1/requests/:id/priority': () => ({ impact: 'high', urgency: 'high', reason: 'It is.' }),
  'POST /api/v1/requests/:id/kind': () => ({ kind: 'question' }),
  'POST /api/v1/requests/:id/service': ({ things }) => ({ serviceInstanceId: things['service'] }),
  'POST /api/v1/requests/:id/account': ({ things }) => ({ accountId: things['account'] }),
  'POST /api/v1/requests/:id/merge': ({ things }) => ({ into: things['other'] }),
  'POST /api/v1/requests/:id/unmerge': nothing,
  'POST /api/v1/requests/:id/links': ({ things }) => ({ to: things['other'], relation: 'relates-to' }),
  'DELETE /api/v1/requests/:id/links/:relation/:to': nothing,
  'POST /api/v1/requests/:id/attachments': () => ({ name: 'a.txt', type: 'text/plain', content: 'aGVsbG8=' }),
  'PUT /api/v1/channels/mail/peers/:system': () => ({ addresses: ['peer@else.example'], numbers: 'TT-{number}' }),
  'POST /api/v1/channels/alertmanager': () => ({
    version: '4',
    groupKey: '{}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'spoc',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://am.example',
    alerts: [],
  }),
  'POST /tmf-api/troubleTicket/v4/troubleTicket': () => ({
    name: 'Some',
    description: 'A text.',
    severity: 'Major',
    ticketType: 'incident',
  }),
  'POST /api/v1/spoc/:requestId/take-over': nothing,
  'POST /api/v1/spoc/:requestId/assign': ({ provider }) => ({ personId: provider.id('person:ben'), reason: 'It has to be.' }),
  'POST /api/v1/engagements': ({ things, provider }) => ({
    requestId: things['request'],
    teamId: provider.id('team:core'),
    ask: 'Help.',
  }),
  'POST /api/v1/engagements/:engagementId/acceptance': nothing,
  'POST /api/v1/engagements/:engagementId/decline': because,
  'POST /api/v1/engagements/:engagementId/completion': () => ({ outcome: 'solved', report: 'Done.' }),
  'POST /api/v1/engagements/:engagementId/withdrawal': because,
  'POST /api/v1/pages/:pageId/acknowledgement': nothing,
  'POST /api/v1/pages/:pageId/decline': because,
  'POST /api/v1/escalations': ({ things }) => ({
    requestId: things['request'],
    kind: 'hierarchical',
    reason: 'It takes too long.',
  }),
  'POST /api/v1/teams': team,
  'PUT /api/v1/teams/:teamId': team,
  'POST /api/v1/rotas': rota,
  'PUT /api/v1/rotas/:rotaId': rota,
  'POST /api/v1/rotas/:rotaId/overrides': ({ provider, now }) => ({
    personId: provider.id('person:omar'),
    from: now,
    to: plusMs(now, DAY_MS),
  }),
  'POST /api/v1/escalation-policies': escalation,
  'PUT /api/v1/escalation-policies/:policyId': escalation,
  'POST /api/v1/webhooks': ({ things }) => ({ url: 'http://127.0.0.1:9/hook', accountId: things['account'], kinds: [] }),
  'POST /api/v1/calendars': calendar,
  'PUT /api/v1/calendars/:calendarId': calendar,
  'POST /api/v1/sla-policies': policy,
  'PUT /api/v1/sla-policies/:policyId': policy,
  'POST /api/v1/clocks/:requestId/reckoning': () => ({ because: 'calendar-changed' }),
  'POST /api/v1/what-ifs': ({ provider, now }) => ({
    from: plusMs(now, -DAY_MS),
    to: now,
    policy: { policyId: provider.id('policy:gold') },
  }),
  'POST /api/v1/what-ifs/:whatIfId/cancel': nothing,
  'POST /api/v1/works': ({ things, now }) => ({
    title: 'Some',
    description: 'A text.',
    serviceInstanceIds: [things['service']],
    windows: [windowAt(now, 30)],
    impact: 'outage',
  }),
  'POST /api/v1/works/:workId/approval': nothing,
  'POST /api/v1/works/:workId/decline': because,
  'POST /api/v1/works/:workId/proposal': ({ now }) => ({ window: windowAt(now, 31) }),
  'POST /api/v1/works/:workId/reschedule': ({ now }) => ({ windows: [windowAt(now, 32)], reason: 'It has to be.' }),
  'POST /api/v1/works/:workId/cancellation': because,
  'POST /api/v1/works/:workId/start': nothing,
  'POST /api/v1/works/:workId/completion': () => ({ outcome: 'done' }),
  'POST /api/v1/reports': ({ things, now }) => ({ from: plusMs(now, -DAY_MS), to: now, accountId: things['account'] }),
}

/** What lists and searches can be asked for, beside nothing: each names a thing of the account, or what is called so. */
export function queriesOf(path: string, { things, provider, now }: Around, words: string): readonly string[] {
  const day = `from=${plusMs(now, -DAY_MS)}&to=${plusMs(now, DAY_MS)}`
  if (path === '/api/v1/search') return [`q=${words}`, `q=${things['number']}`]
  if (path === '/api/v1/people/names') return [`ids=${things['person']},${provider.id('person:ada')}`]
  if (path === '/api/v1/reports/period') return [day, `${day}&accountId=${things['account']}`, `${day}&format=csv`]
  if (path === '/api/v1/sla-policies/terms')
    return [`contractId=${things['contract']}`, `policyId=${provider.id('policy:gold')}`].map(
      (of) => `${of}&priority=P1&kind=incident`,
    )
  if (path.endsWith('/as-of')) return [`instant=${now}`]
  if (path.endsWith('/shifts')) return [day]
  if (path.endsWith('/on-duty')) return [`at=${now}`]
  return path.includes(':')
    ? ['']
    : [
        '',
        `accountId=${things['account']}`,
        `requestId=${things['request']}`,
        `serviceInstanceId=${things['service']}`,
        `contactId=${things['contact']}`,
      ]
}
