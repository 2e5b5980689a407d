import { nativeEngine, type NativeEngine } from '../faults/victims.js'
import type { Platform } from '../platform/platform.js'
import { theRun } from '../platform/profile.js'
import type { Program } from '../platform/program.js'
import { startPlatform } from '../platform/start-platform.js'
import { Onlooker, REFUSED, refusal } from './onlooker.js'

describe('a platform', () => {
  let platform: Platform
  let onlooker: Onlooker

  beforeAll(async () => {
    platform = await startPlatform()
    onlooker = await Onlooker.at(platform)
  })
  afterAll(() => platform?.stop())

  /** Needs a log that is a process of the run: not for a server that EVENTSTORE_URL names. */
  describe('whose event log is away', () => {
    let log: Program

    beforeAll(async () => {
      const [first] = platform.engines
      if (first === undefined) throw new Error('This spec kills the event log, and EVENTSTORE_URL names one that is not ours.')
      log = first
      await log.kill()
    })

    it('is alive and ready, and names the engine that is away', () =>
      onlooker.seesEveryServiceReadyWith({ log: 'away', documents: 'up' }))

    it('answers what it needs no log for, and says of the rest when to come again', async () => {
      expect(await onlooker.titles()).toContain('Before')
      expect(refusal(await onlooker.ask('Refused'))).toEqual(REFUSED)
    })

    it('ends a service in order that is told to, and has it wait when it is started', () =>
      onlooker.seesAStartWaitFor('event log'))

    it('goes on by itself once the log is back, without losing or repeating anything', async () => {
      await log.start()
      await onlooker.seesTaken('While the log was away')
      await onlooker.seesAllGoOnWith('log')
      await onlooker.seesCaredFor('While the log was away')
      expect(await onlooker.titles()).not.toContain('Refused')
    })
  })

  // Only where the engines are there for this run alone: then it may take them away.
  if (theRun().enginesScript !== undefined) {
    describe('whose message bus is away', () => {
      let kafka: NativeEngine

      beforeAll(async () => {
        kafka = nativeEngine('kafka')
        await kafka.kill()
      })
      // Also where a spec before has failed: the files that follow need it.
      afterAll(() => kafka?.start())

      it('is alive and ready, and names the engine that is away', () =>
        onlooker.seesEveryServiceReadyWith({ bus: 'away', log: 'up' }))

      it('takes every command and answers every question: what others are to do waits in the log', async () => {
        expect((await onlooker.ask('Without a bus')).status).toBe(201)
        expect(await onlooker.titles()).toContain('Before')
      })

      it('ends a service in order that is told to, and has it wait when it is started', () =>
        onlooker.seesAStartWaitFor('message bus'))

      it('goes on by itself once it is back: everything comes that waited, once', async () => {
        await kafka.start()
        await onlooker.seesAllGoOnWith('bus')
        await onlooker.seesCaredFor('Without a bus')
      })
    })
  }
})
