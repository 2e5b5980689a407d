import { sendersOf } from '../faults/commands.js'
import { Load } from '../faults/load.js'
import { seeded } from '../faults/seeded.js'
import { keptBy, type Kept } from '../faults/storage.js'
import { allOf } from '../journeys/reading.js'
import { must, type Answer, type Caller } from '../platform/caller.js'
import { clearDiskOf, fillDiskOf } from '../platform/disk.js'
import { startEmbedded } from '../platform/embedded.js'
import { handOver, rawMail } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import type { Program } from '../platform/program.js'
import { furnish, type Provider } from '../provider/furnish.js'

const SEED = 20_260_112
const WRITERS = 4
const COMMANDS = 20

describe('a data folder on a disk that is full', () => {
  let platform: Platform
  let program: Program
  let provider: Provider
  let client: Caller
  let load: Load
  let known: string
  const request = { kind: 'incident', title: 'While the disk is full', description: 'There is no room.' }

  beforeAll(async () => {
    platform = await startEmbedded()
    program = platform.services[0]!.program
    provider = await furnish(platform)
    client = await provider.as('anna')
    known = String((await must(client.post('/api/v1/requests', { ...request, title: 'Before' })))['id'])
    await platform.settle()
    load = new Load(await sendersOf(platform, provider), seeded(SEED), WRITERS)
    load.begin()
    await load.moreAcknowledged(COMMANDS)
    await fillDiskOf(program)
  }, 300_000)
  afterAll(async () => {
    if (program?.isRunning) await clearDiskOf(program)
    await load?.end()
    await platform?.stop()
  }, 300_000)

  const refusal = ({ status, headers, body }: Answer) => ({ status, code: body['code'], later: headers['retry-after'] })

  it('takes no command, and says when to come again', async () => {
    const later = expect.stringMatching(/^\d+$/)
    expect(refusal(await client.post('/api/v1/requests', request))).toEqual({ status: 503, code: 'engine-away', later })
    expect(refusal(await platform.admin.post('/api/v1/calendars', { name: 'C', zone: 'Europe/Berlin', hours: '24x7' }))).toEqual({
      status: 503,
      code: 'engine-away',
      later,
    })
  })

  it('takes no mail, which stays with whoever sent it', async () => {
    const envelope = { from: provider.address('grace'), to: `support@${platform.mailDomain}` }
    const mail = rawMail({ ...envelope, subject: 'No room', text: 'None.', messageId: '<full@load.example>' })
    const { code } = await handOver(platform.smtpPort, envelope, mail)
    expect(String(code)).toMatch(/^4/)
  })

  it('goes on answering what is asked', async () => {
    const statuses = await Promise.all(
      [`/api/v1/requests/${known}`, '/api/v1/requests', '/health/live', '/health/ready'].map(async (path) => [
        path,
        (await client.get(path)).status,
      ]),
    )
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([])
    expect(program.isRunning).toBe(true)
  })

  describe('once there is room again', () => {
    let kept: Kept
    let titles: readonly string[]

    beforeAll(async () => {
      await clearDiskOf(program)
      await load.moreAcknowledged(COMMANDS)
      await load.end()
      await platform.settle()
      titles = (await allOf(platform.admin, '/api/v1/requests')).map(({ title }) => String(title))
      await program.stop()
      kept = await keptBy(platform)
    }, 300_000)

    it('takes everything again by itself, in the same process, and has lost nothing that it acknowledged', () => {
      const positions = new Set(kept.events.map(({ position }) => String(position)))
      expect(load.acknowledged.filter(({ position }) => position !== undefined && !positions.has(position))).toEqual([])
      const taken = load.acknowledged.filter(({ command }) => ['mail', 'alert', 'receive'].includes(command.kind))
      expect(taken.filter(({ command }) => titles.filter((title) => title === command.key).length !== 1)).toEqual([])
    })

    it('has kept nothing that it refused, and refused nothing for another reason', () => {
      expect(titles.filter((title) => title === request.title || title === 'No room')).toEqual([])
      expect(load.refused).toEqual([])
      expect([...load.doubtful].filter((status) => status !== 503)).toEqual([])
    })

    it('has every consequence once: the SPOC and the clocks of each request', () => {
      const subjects = (type: string) =>
        kept.events.filter((event) => event.type === type).map(({ metadata }) => metadata.subject)
      const received = subjects('intake.request-received.v1').sort()
      for (const type of ['routing.spoc-assigned.v1', 'sla.clocks-started.v1']) expect(subjects(type).sort()).toEqual(received)
    })
  })
})
