import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOf, plusMs, type Instant, type Recorded } from '@spoc/platform-kernel'
import { itemsIn } from '../journeys/reading.js'
import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { clockWrongBy, replicaOf } from '../platform/replica.js'
import { startPlatform } from '../platform/start-platform.js'
import { contractTerms } from '../provider/terms.js'
import { TwoMonitors } from './two-monitors.js'

const MINUTE_MS = 60_000
/** So far the machine's clock of the monitor is ahead of all others'. */
const AHEAD_MS = MINUTE_MS
/** What is promised is due by the monitor's clock within the spec, and by the others' a minute later. */
const PROMISED_MINUTES = 1.5

/** In the time of the machine, which the one monitor there is has a minute ahead of everybody. */
describe('a platform whose monitor has a clock a minute ahead', () => {
  let folder: string
  let platform: Platform
  let monitors: TwoMonitors
  let id: string
  let started: Recorded
  let dueAt: Instant

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-replica-'))
    const environment = { SPOC_MASTER_KEY: randomBytes(32).toString('base64') }
    platform = await startPlatform({ environment: { ...environment, SPOC_CLOCK_START: lastMonday() } })
    const ahead = { folder, environment: { ...environment, ...clockWrongBy(AHEAD_MS) } }
    monitors = await TwoMonitors.of(platform, await replicaOf(platform, 'sla-monitor', ahead))
    const serviceId = await serviceWithAPromiseDueSoon()
    await monitors.first.program.stop()
    await monitors.second.program.start()
    // Moved beyond the machine's present, the clock follows each machine's own.
    await must(platform.admin.post('/api/v1/clock', { to: instantOf(Date.now() + MINUTE_MS) }))
    id = await monitors.receive(serviceId)
    ;[started] = (await monitors.recorded('clocks-started', 1)) as [Recorded]
    const { receivedAt } = await must(platform.admin.get(`/api/v1/requests/${id}`))
    dueAt = plusMs(String(receivedAt), PROMISED_MINUTES * MINUTE_MS)
  })
  afterAll(async () => {
    await monitors?.second.program.stop()
    await monitors?.close()
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('reckons by the instants of the facts', () => expect(JSON.stringify(started.data)).toContain(`"dueAt":"${dueAt}"`))

  it('takes at the monitor the session that another service opened, and shows what was written', async () => {
    const path = `/api/v1/clocks?requestId=${id}&after=${started.position}`
    const clocks = itemsIn(await must(platform.admin.at(monitors.second.url).get(path)))
    expect(clocks.map(({ clock }) => clock)).toEqual(['response'])
  })

  it('tells a breach up to a minute early, and withdraws it when the response has come in time', async () => {
    const [breached] = await monitors.recorded('clock-breached', 1)
    expect(instantOf(Date.now()) < dueAt).toBe(true)
    expect(breached?.data).toMatchObject({ clock: 'response', effectiveAt: dueAt })
    await must((await monitors.provider.as('ada')).post(`/api/v1/requests/${id}/take-up`))
    const [withdrawn] = await monitors.recorded('breach-withdrawn', 1)
    expect(withdrawn?.data).toMatchObject({ clock: 'response', effectiveAt: dueAt, because: 'met-before' })
  })

  /** A service of the same client under a contract of its own. */
  async function serviceWithAPromiseDueSoon(): Promise<string> {
    const { provider } = monitors
    const make = async (path: string, body: object) => String((await must(platform.admin.post(path, body)))['id'])
    const calendarId = provider.id('calendar:always')
    const response = { target: { minutes: PROMISED_MINUTES }, calendarId }
    const defaultPolicyId = await make('/api/v1/sla-policies', { name: 'Soon', rows: [{ clocks: { response } }] })
    const accountId = provider.id('account:meridian')
    const terms = { ...contractTerms, defaultPolicyId, calendarId, accountId, reference: `soon-${provider.tag}` }
    const contractId = await make('/api/v1/contracts', terms)
    const service = { accountId, contractId, circuitId: `BER-soon-${provider.tag}`, class: 'gold', site: 'BER1', kind: 'circuit' }
    const serviceId = await make('/api/v1/services', { ...service, clientReference: `Another WAN ${provider.tag}` })
    await platform.settle()
    return serviceId
  }
})

/** When the last week of work began for a provider of the specs; so the platform's clock has little to go to the machine's present. */
function lastMonday(): Instant {
  const day = new Date()
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  day.setUTCHours(8, 0, 0, 0)
  if (day.getTime() > Date.now()) day.setUTCDate(day.getUTCDate() - 7)
  return instantOf(day.getTime())
}
