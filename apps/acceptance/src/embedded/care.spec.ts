import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plusMs } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { sendersOf } from '../faults/commands.js'
import { Load } from '../faults/load.js'
import { seeded } from '../faults/seeded.js'
import { keptBy, type Kept } from '../faults/storage.js'
import { allOf } from '../journeys/reading.js'
import { must, type Caller } from '../platform/caller.js'
import { commandLine } from '../platform/command-line.js'
import { startEmbedded } from '../platform/embedded.js'
import type { Platform } from '../platform/platform.js'
import type { Program } from '../platform/program.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { PROMISED } from '../provider/terms.js'

const SEED = 20_260_112
const WRITERS = 4
const COMMANDS = 30
const MAILS = 2_000
const LONGEST_STOP_MS = 5_000
const MINUTE_MS = 60_000

/** A data folder from the outside: saved while it is in use, restored elsewhere, left in order, and left in the middle of it all. */
describe('a data folder under load', () => {
  let root: string
  let data: string
  let platform: Platform
  let program: Program
  let load: Load
  let provider: Provider
  let client: Caller
  const backups = () => join(data, 'backups')

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'spoc-care-'))
    data = join(root, 'data')
    platform = await startEmbedded({ dataDir: data })
    program = platform.services[0]!.program
    provider = await furnish(platform)
    client = await provider.as('anna')
    load = new Load(await sendersOf(platform, provider), seeded(SEED), WRITERS)
    load.begin()
    await load.moreAcknowledged(COMMANDS)
  }, 300_000)
  afterAll(async () => {
    await load?.end()
    await platform?.stop()
    await rm(root, { recursive: true, force: true })
  }, 300_000)

  describe('that is backed up and restored elsewhere', () => {
    let restored: Platform
    let before: readonly string[]
    let name: string
    const into = () => join(root, 'restored')

    beforeAll(async () => {
      before = load.acknowledged.flatMap(({ position }) => (position === undefined ? [] : [position]))
      const created = await commandLine(['backup', 'create', '--wait', '--json'], platform.url)
      expect(created).toMatchObject({ code: 0 })
      name = JSON.parse(created.out).name
      await load.moreAcknowledged(COMMANDS)
      await load.end()
      const ran = await commandLine(['restore', join(backups(), name), '--into', into()])
      expect(ran).toMatchObject({ code: 0, err: '' })
      restored = await startEmbedded({ dataDir: into() })
      await restored.settle()
    }, 300_000)
    afterAll(() => restored?.stop())

    it('is whole by its own manifest, and listed', async () => {
      expect(await commandLine(['backup', 'verify', join(backups(), name)])).toMatchObject({ code: 0, err: '' })
      expect((await commandLine(['backup', 'list'], platform.url)).out).toContain(`${name}  `)
    })

    it('is restored over nothing that is there', async () => {
      for (const folder of [data, into()])
        expect(await commandLine(['restore', join(backups(), name), '--into', folder])).toMatchObject({
          code: 1,
          out: '',
          err: expect.stringContaining('is not empty'),
        })
    })

    it('has every command that was acknowledged before, event for event as in the folder it was made of', async () => {
      const { position } = JSON.parse((await commandLine(['backup', 'list', '--json'], platform.url)).out).items[0]
      expect(before.length).toBeGreaterThan(COMMANDS / 2)
      expect(before.filter((one) => BigInt(one) > BigInt(position))).toEqual([])
      const here = await eventsOf(restored)
      expect(here.slice(0, Number(position))).toEqual((await eventsOf(platform)).slice(0, Number(position)))
    })

    it('proves the history of its requests as unaltered and complete', async () => {
      const requests = (await allOf(restored.admin, '/api/v1/requests')).slice(0, 5)
      expect(requests).toHaveLength(5)
      for (const { number } of requests) {
        const bundle = join(root, `${String(number)}.jsonl`)
        expect(await commandLine(['requests', 'bundle', String(number), '-o', bundle], restored.url)).toMatchObject({ code: 0 })
        expect(await commandLine(['verify', bundle])).toMatchObject({ code: 0, err: '' })
      }
    })

    it('goes on with its duties: what falls due is found, and new requests have a SPOC and a number of their own', async () => {
      const known = (await allOf(restored.admin, '/api/v1/requests')).map(({ number }) => number)
      // The session of before is good there too.
      const received = await must(
        client.at(restored.url).post('/api/v1/requests', {
          kind: 'incident',
          title: 'After the restore',
          description: 'Is all there?',
          serviceInstanceId: provider.id('service:meridian'),
        }),
      )
      expect(known).not.toContain(received['number'])
      await restored.advanceTo(plusMs(await restored.now(), PROMISED.resolve * MINUTE_MS))
      const events = await eventsOf(restored)
      const breached = events.filter(({ type }) => type === 'sla.clock-breached.v1').map(({ metadata }) => metadata.subject)
      const clocks = events.filter(({ type }) => type === 'sla.clocks-started.v1').map(({ metadata }) => metadata.subject)
      expect(clocks.length).toBeGreaterThan(5)
      expect(clocks.filter((subject) => !breached.includes(subject))).toEqual([])
      expect(
        events.filter(({ type, metadata }) => type === 'routing.spoc-assigned.v1' && metadata.subject === received['id']),
      ).toHaveLength(1)
    }, 300_000)
  })

  it('tells what it takes, and gives back what it does not use, by the command line', async () => {
    const { code, out } = await commandLine(['storage', '--compact'], platform.url)
    expect(code).toBe(0)
    for (const part of ['log', 'topics', 'views', 'state', 'keys', 'blobs', 'mail', 'backups'])
      expect(out).toMatch(new RegExp(`^${part} +\\d`, 'm'))
  })

  it('that is killed in the middle of a backup has none that looks whole, and cleans up at the next start', async () => {
    mkdirSync(join(data, 'mail'), { recursive: true })
    for (let index = 0; index < MAILS; index += 1) writeFileSync(join(data, 'mail', `filler-${index}.eml`), 'Subject: x\n\nx')
    const listed = async () => (await commandLine(['backup', 'list', '--json'], platform.url)).out
    const earlier = JSON.parse(await listed()).items.length
    load.begin()
    await load.moreAcknowledged(COMMANDS)
    const begun = await must(platform.admin.post('/api/v1/backups'))
    const unfinished = join(backups(), `unfinished-${String(begun['name'])}`)
    await eventually(
      'mails are copied',
      async () => existsSync(join(unfinished, 'mail')),
      (found) => found,
    )
    await program.kill()
    expect(readdirSync(backups()).some((name) => name === begun['name'])).toBe(false)
    expect(existsSync(unfinished)).toBe(true)
    expect(await commandLine(['backup', 'verify', unfinished])).toMatchObject({ code: 1, out: '' })
    expect(await commandLine(['restore', unfinished, '--into', join(root, 'half')])).toMatchObject({ code: 1, out: '' })
    await program.start()
    await load.end()
    expect(existsSync(unfinished)).toBe(false)
    expect(JSON.parse(await listed()).items).toHaveLength(earlier)
  })

  it('is not taken by a second process, which names the folder and who has it', async () => {
    await expect(startEmbedded({ dataDir: data })).rejects.toThrow(
      `spoc cannot start: The data folder ${data} is in use by process ${program.pid}. One process at a time.\n`,
    )
  })

  describe('that is told to stop', () => {
    let stopped: { readonly code: number | null; readonly tookMs: number }
    let kept: Kept

    beforeAll(async () => {
      load.begin()
      await load.moreAcknowledged(COMMANDS)
      await must(platform.admin.post('/api/v1/backups'))
      stopped = await program.stop()
      await program.start()
      await load.end()
      await platform.settle()
      await program.stop()
      kept = await keptBy(platform)
    }, 300_000)

    it('ends in order within five seconds, a backup under way or not', () => {
      expect(stopped.code).toBe(0)
      expect(stopped.tookMs).toBeLessThan(LONGEST_STOP_MS)
      expect(readdirSync(backups()).filter((name) => name.startsWith('unfinished-'))).toEqual([])
    })

    it('has lost nothing that was acknowledged, and refused nothing', () => {
      const byPosition = new Map(kept.events.map((event) => [String(event.position), event]))
      expect(load.acknowledged.filter(({ position }) => position !== undefined && !byPosition.has(position))).toEqual([])
      expect(load.refused).toEqual([])
    })

    it('upgrades itself from the format before, and refuses one that is newer, saying what to do', async () => {
      const format = join(data, 'format.json')
      writeFileSync(format, JSON.stringify({ product: 'spoc', format: 99 }))
      await expect(program.start()).rejects.toThrow('Start the release that wrote it, or a newer one.')
      writeFileSync(format, JSON.stringify({ product: 'spoc', format: 2 }))
      await program.start()
      expect(JSON.parse(readFileSync(format, 'utf8'))).toEqual({ product: 'spoc', format: 3 })
    })
  })

  /** The log of a platform at work, read beside it. */
  async function eventsOf(at: Platform) {
    return (await keptBy(at)).events
  }
})
