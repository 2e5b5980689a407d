import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plusMs, type Instant } from '@spoc/platform-kernel'
import { mainOf } from '../platform/built.js'
import { againstContracts } from '../contracts/kept-to.js'
import { keptBy } from '../faults/storage.js'
import { must, type Caller } from '../platform/caller.js'
import { recipientsOf } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allOf, itemIn, itemsIn, listOf, type Item } from './reading.js'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

describe('what is planned, reported and replayed', () => {
  let platform: Platform
  let provider: Provider
  let begun: Instant
  let requestId: string
  let late: string
  let folder: string

  /** Two incidents of one client: one answered and resolved in time, one left alone until its response was due. */
  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    folder = await mkdtemp(join(tmpdir(), 'spoc-bundle-'))
    begun = await platform.now()
    const jan = await provider.as('jan')
    const ada = await provider.as('ada')
    const body = {
      kind: 'incident',
      title: 'Depot offline',
      description: 'No light.',
      serviceInstanceId: provider.id('service:havel'),
    }
    requestId = String((await must(jan.post('/api/v1/requests', body)))['id'])
    late = String((await must(jan.post('/api/v1/requests', { ...body, title: 'Another one' })))['id'])
    await platform.settle()
    await platform.advance({ minutes: 5 })
    await must(ada.post(`/api/v1/requests/${requestId}/take-up`))
    await platform.advance({ minutes: 55 })
    await must(ada.post(`/api/v1/requests/${requestId}/resolve`, { code: 'fixed', solution: 'Replugged.' }))
    await platform.settle()
  }, 240_000)
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await platform?.stop()
  })

  describe('a planned work', () => {
    let planned: Item

    beforeAll(async () => {
      const ines = await provider.as('ines')
      const from = plusMs(await platform.now(), 10 * DAY_MS)
      planned = await must(
        ines.post('/api/v1/works', {
          title: `Fibre splice ${provider.tag}`,
          description: 'The span to the depot is spliced anew.',
          kind: 'planned',
          serviceInstanceIds: [provider.id('service:havel')],
          windows: [{ from, to: plusMs(from, 2 * 3_600_000), zone: 'Europe/Berlin' }],
          impact: 'outage',
        }),
      )
      await platform.settle()
    })

    it('waits for the answer of the client whose service it touches', async () => {
      const jan = await provider.as('jan')
      expect((await jan.get(`/api/v1/works/${String(planned['id'])}`)).body).toMatchObject({
        state: 'tentative',
        reference: planned['reference'],
      })
      expect((await (await provider.as('grace')).get(`/api/v1/works/${String(planned['id'])}`)).status).toBe(404)
    })

    it('is confirmed once the client approves, and announced by a MAINTNOTE notice in the mail', async () => {
      const jan = await provider.as('jan')
      await must(jan.post(`/api/v1/works/${String(planned['id'])}/approval`))
      await platform.settle()
      expect((await jan.get(`/api/v1/works/${String(planned['id'])}`)).body).toMatchObject({ state: 'confirmed' })
      const notices = (await platform.outgoing())
        .filter((mail) => recipientsOf(mail).includes(provider.address('jan')))
        .flatMap(({ attachments }) => attachments.map(({ content }) => content.toString('utf8').replace(/\r\n[ \t]/g, '')))
      const notice = notices.find((text) => text.includes(String(planned['reference'])) && text.includes('STATUS:CONFIRMED'))
      expect(notice).toMatch(/^BEGIN:VCALENDAR/)
      expect(notice).toContain('X-MAINTNOTE-MAINTENANCE-ID')
      expect(notice).toContain(`BER-havel-${provider.tag}`)
      expect(notice).toMatch(/X-MAINTNOTE-STATUS[^:]*:CONFIRMED/)
      expect(notice).toMatch(/X-MAINTNOTE-IMPACT[^:]*:OUTAGE/)
    })
  })

  describe('the report of a period', () => {
    const period = () => `from=${begun}&to=${plusMs(begun, DAY_MS)}&accountId=${provider.id('account:havel')}`

    it('counts what came in, what was promised and kept, and how long it took', async () => {
      const rolf = await provider.as('rolf')
      const report = await must(rolf.get(`/api/v1/reports/period?${period()}`))
      expect(listOf(report['accounts'])).toMatchObject([
        {
          accountId: provider.id('account:havel'),
          figures: {
            received: 2,
            byKind: { incident: 2 },
            ended: 1,
            backlogAtEnd: 1,
            timeToAcknowledge: { count: 1, meanMs: 5 * MINUTE_MS },
            timeToResolve: { count: 1, meanMs: 60 * MINUTE_MS },
            attainment: { response: { met: 1, breached: 1 } },
          },
        },
      ])
    })

    it('is a table for a spreadsheet too', async () => {
      const rolf = await provider.as('rolf')
      const answer = await rolf.get(`/api/v1/reports/period?${period()}&format=csv`)
      expect(answer.headers['content-type']).toMatch(/^text\/csv/)
      expect(answer.text).toContain(`Havel Logistics ${provider.tag}`)
    })

    it('is of its own accounts only for a client', async () => {
      const jan = await provider.as('jan')
      const report = await must(jan.get(`/api/v1/reports/period?from=${begun}&to=${plusMs(begun, DAY_MS)}`))
      expect(listOf(report['accounts']).map(({ accountId }) => accountId)).toEqual([provider.id('account:havel')])
      expect(
        (
          await jan.get(
            `/api/v1/reports/period?${period().replace(provider.id('account:havel'), provider.id('account:kestrel'))}`,
          )
        ).status,
      ).toBe(404)
    })
  })

  describe('the record of a request', () => {
    let ute: Caller
    beforeAll(async () => {
      ute = await provider.as('ute')
    })

    it('is its whole history over all services, in the one order of the log', async () => {
      const items = await allOf(ute, `/api/v1/audit/requests/${requestId}/history`)
      const contexts = new Set(items.map(({ type }) => String(type).split('.')[0]))
      expect([...contexts]).toEqual(expect.arrayContaining(['intake', 'routing', 'sla', 'notification']))
      const positions = items.map(({ position }) => BigInt(String(position)))
      expect([...positions].sort((a, b) => (a < b ? -1 : 1))).toEqual(positions)
    })

    it('can be looked at as of any instant', async () => {
      const at = async (minutes: number) =>
        must(ute.get(`/api/v1/audit/requests/${requestId}/as-of?instant=${plusMs(begun, minutes * 60_000)}`))
      expect(itemIn((await at(1))['request'])).toMatchObject({ status: 'new' })
      expect(itemIn((await at(10))['request'])).toMatchObject({ status: 'in-progress' })
      expect(itemIn((await at(60))['request'])).toMatchObject({ status: 'resolved' })
    })

    it('leaves the house as a bundle that proves itself offline, and shows what was changed in it', async () => {
      const { text } = await ute.get(`/api/v1/audit/requests/${requestId}/bundle`)
      const whole = join(folder, 'whole.jsonl')
      const forged = join(folder, 'forged.jsonl')
      await writeFile(whole, text)
      await writeFile(forged, text.replace('"code":"fixed"', '"code":"workaround"'))
      expect(await cli('verify', whole)).toMatchObject({ code: 0, output: expect.stringContaining('whole') })
      expect(await cli('verify', forged)).toMatchObject({
        code: 1,
        output: expect.stringMatching(new RegExp(`request-${requestId}.*was changed`)),
      })
    })

    it('notes every look at it', async () => {
      const looks = itemsIn(await must(ute.get('/api/v1/audit/accesses?limit=200')))
      expect(looks).toContainEqual(expect.objectContaining({ subject: requestId }))
    })

    it('is not for agents, nor for clients', async () => {
      expect((await (await provider.as('ada')).get(`/api/v1/audit/requests/${late}/history`)).status).toBe(403)
      expect((await (await provider.as('jan')).get(`/api/v1/audit/requests/${late}/history`)).status).toBe(403)
    })
  })

  it('keeps to the contracts for others, in all that it has recorded and shows', async () => {
    await platform.settle()
    expect(againstContracts(await keptBy(platform))).toEqual([])
  })
})

function cli(...words: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [mainOf('cli'), ...words], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, output: stdout + stderr }),
    ),
  )
}
