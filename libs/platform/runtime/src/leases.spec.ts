import type { Documents } from '@spoc/platform-ports'
import { openWorkshop, type Workshop } from '../test/workshop.js'
import { documentLeases, MISSED_AFTER_MS } from './leases.js'

describe('leases kept as documents', () => {
  let workshop: Workshop
  let now: number
  const join = () => documentLeases(workshop.engines.documents, { elapsed: () => now, beats: false })

  beforeEach(async () => {
    workshop = await openWorkshop()
    now = 1_768_204_800_000
  })
  afterEach(() => workshop.close())

  it('give a job to one of many who ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, join))
    const held = await Promise.all(all.map((one) => one.hold('relay')))
    expect(held.filter(Boolean)).toHaveLength(1)
  })

  it('leave it with its holder for as long as that is heard of', async () => {
    const [first, second] = [await join(), await join()]
    expect(await first.hold('relay')).toBe(true)
    for (let round = 0; round < 20; round += 1) {
      now += 1_000
      expect([await first.hold('relay'), await second.hold('relay')]).toEqual([true, false])
    }
  })

  it('give the jobs of a process that is missed to another, and the first learns of it when it wakes', async () => {
    const [paused, other] = [await join(), await join()]
    expect([await paused.hold('relay'), await other.hold('relay')]).toEqual([true, false])
    now += MISSED_AFTER_MS
    expect(await other.hold('relay')).toBe(false)
    now += 1_000
    expect([await other.hold('relay'), await paused.hold('relay')]).toEqual([true, false])
  })

  it('ask for a job that another has no more often than that one is heard of', async () => {
    const [first, second] = [await join(), await join()]
    await first.hold('relay')
    await second.hold('relay')
    const jobs = await workshop.engines.documents.collection({ name: 'platform_jobs', indexes: [], holds: 'state' })
    await jobs.remove('relay')
    now += 250
    expect(await second.hold('relay')).toBe(false)
    now += 750
    expect(await second.hold('relay')).toBe(true)
  })

  it('give the jobs of a process that has left to whoever asks next', async () => {
    const [leaving, other] = [await join(), await join()]
    await leaving.hold('relay')
    await leaving.leave()
    expect(await other.hold('relay')).toBe(true)
  })

  it('keep nothing of a process that has been silent for an hour, by the stopwatch of whoever watches it', async () => {
    const members = await workshop.engines.documents.collection({ name: 'platform_members', indexes: [], holds: 'state' })
    const [silent, watching] = [await join(), await join()]
    await Promise.all([silent.hold('relay'), watching.hold('queue')])
    now += 3_600_000
    await watching.hold('queue')
    expect(await members.count({})).toBe(2)
    now += 1_000
    await watching.hold('queue')
    expect(await members.count({})).toBe(1)
  })

  it('let a higher rank take a job from a lower one that lives, which learns of it within a second', async () => {
    const [older, newer] = [await join(), await join()]
    expect([await older.hold('queue', 1), await newer.hold('queue', 2)]).toEqual([true, true])
    now += 1_000
    expect([await older.hold('queue', 1), await newer.hold('queue', 2)]).toEqual([false, true])
  })

  it('never give a job of a higher rank to a lower one, even when the holder is gone', async () => {
    const [newer, older] = [await join(), await join()]
    await newer.hold('queue', 2)
    await newer.leave()
    expect(await older.hold('queue', 1)).toBe(false)
  })

  it('write nothing for a job that is held, however often it is asked for', async () => {
    let writes = 0
    const counted = <T extends object>(collection: T): T =>
      new Proxy(collection, {
        get(target, name) {
          if (['put', 'insert', 'replaceIf'].includes(String(name))) writes += 1
          const member: unknown = Reflect.get(target, name, target)
          return typeof member === 'function' ? (member.bind(target) as unknown) : member
        },
      })
    const counting: Pick<Documents, 'collection'> = {
      collection: async (kind) => counted(await workshop.engines.documents.collection(kind)),
    }
    const leases = await documentLeases(counting, { elapsed: () => now, beats: false })
    const jobs = Array.from({ length: 100 }, (_, index) => `job-${index}`)
    for (const job of jobs) await leases.hold(job)
    writes = 0
    now += 1_000
    for (const job of jobs) expect(await leases.hold(job)).toBe(true)
    expect(writes).toBe(1)
  })

  describe('of a work that is divided', () => {
    const PARTS = Array.from({ length: 64 }, (_, part) => part)
    type Partaker = Awaited<ReturnType<typeof join>>
    const partaking = async (): Promise<Partaker> => {
      const leases = await join()
      leases.takePart('alarms')
      return leases
    }
    /** Each is heard, and then hears of all. */
    const heard = async (...all: readonly Partaker[]) => {
      for (let round = 0; round < 2; round += 1) {
        now += 1_000
        for (const one of all) await one.hold('anything')
      }
    }
    const fallenTo = (one: Partaker) => PARTS.filter((part) => one.fallsToMe('alarms', part))

    it('let each part fall to one of those that take part', async () => {
      const all = [await partaking(), await partaking(), await partaking()]
      const apart = await join()
      await heard(...all, apart)
      const parts = all.map(fallenTo)
      expect(parts.flat().sort((a, b) => a - b)).toEqual(PARTS)
    })

    it('move only what is the share of one that comes, and give it back when that is gone', async () => {
      const [first, second] = [await partaking(), await partaking()]
      await heard(first, second)
      const before = fallenTo(first)
      const third = await partaking()
      await heard(first, second, third)
      const [during, own] = [fallenTo(first), fallenTo(third)]
      expect(before.filter((part) => !during.includes(part)).every((part) => own.includes(part))).toBe(true)
      expect(during.every((part) => before.includes(part))).toBe(true)
      // Nothing has been heard of the third by then.
      for (let passed = 0; passed <= MISSED_AFTER_MS; passed += 1_000) await heard(first, second)
      expect(fallenTo(first)).toEqual(before)
    })

    it('let another have what is given up, and take it again when it falls to this one again', async () => {
      const [first, second] = [await partaking(), await partaking()]
      expect([await first.hold('alarms:1'), await second.hold('alarms:1')]).toEqual([true, false])
      await first.giveUp('alarms:1')
      now += 1_000
      expect([await second.hold('alarms:1'), await first.hold('alarms:1')]).toEqual([true, false])
      await second.giveUp('alarms:1')
      now += 1_000
      expect([await first.hold('alarms:1'), await second.hold('alarms:1')]).toEqual([true, false])
    })

    it('give up also what was taken without an answer, and what was written late of it', async () => {
      const [first, second] = [await partaking(), await partaking()]
      await first.hold('anything')
      const jobs = await workshop.engines.documents.collection<{ _id: string; member: string; rank: number }>({
        name: 'platform_jobs',
        indexes: [],
        holds: 'state',
      })
      const taken = { ...(await jobs.get('anything'))!, _id: 'alarms:1' }
      await jobs.put(taken)
      expect(await second.hold('alarms:1')).toBe(false)
      await first.giveUp('alarms:1')
      await jobs.put(taken)
      now += 1_000
      await first.hold('something else')
      await first.giveUp('alarms:1')
      now += 250
      expect(await second.hold('alarms:1')).toBe(true)
    })
  })

  it('leave it with a holder that lives and has nothing to ask', async () => {
    const quiet = await documentLeases(workshop.engines.documents)
    const other = await documentLeases(workshop.engines.documents)
    expect(await quiet.hold('relay')).toBe(true)
    const until = performance.now() + MISSED_AFTER_MS + 1_500
    while (performance.now() < until) {
      expect(await other.hold('relay')).toBe(false)
      await new Promise((resume) => setTimeout(resume, 300))
    }
    await Promise.all([quiet.leave(), other.leave()])
  })
})
