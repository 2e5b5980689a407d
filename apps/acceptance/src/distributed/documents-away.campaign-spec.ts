import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { nativeEngine, type NativeEngine } from '../faults/victims.js'
import type { Platform } from '../platform/platform.js'
import { freePorts } from '../platform/ports.js'
import { replicaOf } from '../platform/replica.js'
import { startPlatform } from '../platform/start-platform.js'
import { Onlooker, REFUSED, refusal } from './onlooker.js'

/** A server that is there and does not answer is found out within this. */
const REFUSED_WITHIN_MS = 30_000
const WAITED_FOR_S = 120
const ENDED_WITHIN_MS = 180_000

/** Needs engines that are there for this run alone (SPOC_ACCEPTANCE_ENGINES): they are taken away. */
describe('a platform whose document store', () => {
  let platform: Platform
  let onlooker: Onlooker
  let mongodb: NativeEngine

  beforeAll(async () => {
    mongodb = nativeEngine('mongodb')
    platform = await startPlatform()
    onlooker = await Onlooker.at(platform)
  })
  afterAll(async () => {
    await mongodb?.thaw()
    await mongodb?.start()
    await platform?.stop()
  })

  describe.each([
    ['is dead', { goes: () => mongodb.kill(), comes: () => mongodb.start() }],
    ['is there and does not answer', { goes: () => mongodb.freeze(), comes: () => mongodb.thaw() }],
  ])('%s', (how, { goes, comes }) => {
    beforeAll(() => goes())

    it('is alive and ready, and names the engine that is away', () =>
      onlooker.seesEveryServiceReadyWith({ documents: 'away', log: 'up' }))

    it('says within seconds of what it cannot answer when to come again', async () => {
      const asked = performance.now()
      const answered = await Promise.all([onlooker.ask(`Refused while it ${how}`), onlooker.list()])
      expect(answered.map(refusal)).toEqual([REFUSED, REFUSED])
      expect(performance.now() - asked).toBeLessThan(REFUSED_WITHIN_MS)
    })

    it('ends a service in order that is told to, and has it wait when it is started', () =>
      onlooker.seesAStartWaitFor('documents'))

    it('goes on by itself once it answers, without losing or repeating anything', async () => {
      await comes()
      await onlooker.seesTaken(`While it ${how}`)
      await onlooker.seesAllGoOnWith('documents')
      await onlooker.seesCaredFor(`While it ${how}`)
      expect(await onlooker.titles()).not.toContain(`Refused while it ${how}`)
    })
  })

  it('was never there ends a service that was started, after two minutes, with its name', async () => {
    const [nobody] = await freePorts(1)
    const environment = { MONGODB_URL: `mongodb://127.0.0.1:${nobody}/spoc`, SPOC_MASTER_KEY: randomBytes(32).toString('base64') }
    const { program } = await replicaOf(platform, 'works', { folder: dirname(platform.dataDir), environment })
    program.spawn()
    expect(await program.hasEnded(ENDED_WITHIN_MS)).toBe(true)
    expect((await program.stop()).code).toBe(1)
    expect(program.output).toContain(`The documents (MONGODB_URL) has not answered for ${WAITED_FOR_S} s`)
  })
})
