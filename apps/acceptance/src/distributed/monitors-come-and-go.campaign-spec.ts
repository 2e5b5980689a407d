import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '@spoc/platform-kernel'
import type { Platform } from '../platform/platform.js'
import { clockWrongBy, replicaOf } from '../platform/replica.js'
import { startPlatform } from '../platform/start-platform.js'
import { PROMISED } from '../provider/terms.js'
import { comingAndGoing } from './coming-and-going.js'
import { TwoMonitors } from './two-monitors.js'

const ROUNDS = [1, 2, 3]
const MADE_GOOD_WITHIN_MS = 5_000
const WRITERS = 3
/** A machine that is busy takes long to start a process, and those who write do not wait for it. */
const MOST_REQUESTS = 30
/** So far the machine's clock of one of the two is ahead of all others'. */
const AHEAD_MS = 60_000

/** Two that keep the clocks, one of them on a machine whose clock is a minute ahead. */
describe('two monitors', () => {
  let folder: string
  let platform: Platform
  let monitors: TwoMonitors

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-replica-'))
    const environment = { SPOC_MASTER_KEY: randomBytes(32).toString('base64') }
    platform = await startPlatform({ environment })
    const ahead = { folder, environment: { ...environment, ...clockWrongBy(AHEAD_MS) } }
    monitors = await TwoMonitors.of(platform, await replicaOf(platform, 'sla-monitor', ahead))
  })
  afterAll(async () => {
    await monitors?.second.program.stop()
    await monitors?.close()
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('have every effect of what comes once, and in order, while one of them joins, leaves and joins', async () => {
    let going = true
    const writing = Array.from({ length: WRITERS }, async () => {
      while (going && monitors.requests.length < MOST_REQUESTS) await monitors.receive()
    })
    await monitors.second.program.start()
    await monitors.second.program.stop()
    await monitors.second.program.start()
    going = false
    await Promise.all(writing)
    const started = await monitors.recorded('clocks-started', monitors.requests.length)
    monitors.oncePerRequest(started)
    const furthest = new Map<string, number>()
    for (const { metadata } of await monitors.all((event) => event.stream.startsWith('sla-'))) {
      if (metadata.source === undefined) continue
      const { stream, revision } = metadata.source
      expect(revision).toBeGreaterThanOrEqual(furthest.get(stream) ?? -1)
      furthest.set(stream, revision)
    }
  })

  describe.each(ROUNDS)('that die and are stopped, round %d,', () => comingAndGoing(() => monitors))

  it('make a death good within five seconds, by the median', () => {
    const { madeGood } = monitors
    expect(madeGood).toHaveLength(ROUNDS.length)
    expect([...madeGood].sort((a, b) => a - b)[1]).toBeLessThan(MADE_GOOD_WITHIN_MS)
  })

  it('tell each breach that is due once', async () => {
    await platform.advance({ minutes: PROMISED.response })
    const ofResponse = ({ data }: Recorded) => isAbout(data, 'response')
    await monitors.recorded('clock-breached', monitors.requests.length, ofResponse)
    await platform.settle()
    monitors.oncePerRequest(await monitors.recorded('clock-breached', monitors.requests.length, ofResponse))
  })
})

function isAbout(data: unknown, clock: string): boolean {
  return typeof data === 'object' && data !== null && 'clock' in data && data.clock === clock
}
