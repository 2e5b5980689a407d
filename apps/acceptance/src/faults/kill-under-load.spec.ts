import { plusMs, type Instant, type Recorded } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import type { ParsedMail } from 'mailparser'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { againstContracts } from '../contracts/kept-to.js'
import { furnish } from '../provider/furnish.js'
import { allOf, itemIn, type Item } from '../journeys/reading.js'
import { verifyReadModels } from '../journeys/rebuilding.js'
import { theRun } from '../platform/profile.js'
import { PROMISED } from '../provider/terms.js'
import { Load } from './load.js'
import { seeded } from './seeded.js'
import { victimsOf } from './victims.js'
import { forgetViews, keptBy, type Kept } from './storage.js'

const SEED = 20_260_112
const ROUNDS = 5
/** Clients at once, and commands before each kill. The stand-in for MongoDB takes some 200 writes a second. */
const PACE = { embedded: { writers: 12, commands: 40 }, distributed: { writers: 4, commands: 6 } } as const
const LATEST_KILL_AFTER_MS = 800
const MINUTE_MS = 60_000
const isEmbedded = theRun().profile === 'embedded'

/** Point 9 of what a person can do, and the fault rehearsal: every process of the product is killed in the middle of work, five times or more. */
describe('a platform that is killed under load', () => {
  let platform: Platform
  let load: Load
  let kept: Kept
  let rebuilt: Kept
  let verdicts: readonly Item[]
  let mails: readonly ParsedMail[]
  let queue: readonly Item[]
  const inFlight: number[] = []
  const random = seeded(SEED)

  beforeAll(async () => {
    platform = await startPlatform()
    const pace = PACE[platform.profile]
    const provider = await furnish(platform)
    const senders = {
      platform,
      provider,
      client: await provider.as('anna'),
      agent: await provider.as('ada'),
      monitor: await provider.token(['alerts:write'], undefined, 'alertmanager'),
    }
    load = new Load(senders, random, pace.writers)
    load.begin()
    const victims = victimsOf(platform)
    const begun = await platform.now()
    let minutes = 0
    for (let round = 0; round < Math.max(ROUNDS, victims.length); round += 1) {
      await load.moreAcknowledged(pace.commands)
      await new Promise((resume) => setTimeout(resume, random() * LATEST_KILL_AFTER_MS))
      const victim = victims[round % victims.length]!
      inFlight.push(load.inFlight)
      await victim.kill()
      await victim.start()
      minutes += 7
      await moved(plusMs(begun, minutes * MINUTE_MS))
    }
    await load.end()
    await platform.settle()
    await moved(plusMs(begun, (minutes + PROMISED.resolve) * MINUTE_MS))
    await platform.settle()
    queue = await allOf(platform.admin, '/api/v1/requests')
    mails = await platform.outgoing()
    verdicts = await verifyReadModels(platform)
    await Promise.all(platform.services.map(({ program }) => program.stop()))
    kept = await keptBy(platform)
    if (!isEmbedded) return
    await forgetViews(platform)
    await Promise.all(platform.services.map(({ program }) => program.start()))
    await platform.settle()
    await Promise.all(platform.services.map(({ program }) => program.stop()))
    rebuilt = await keptBy(platform)
  }, 900_000)
  afterAll(() => platform?.stop())

  /** An engine that has just come back may be missed for a moment by those who use it. */
  const moved = (to: Instant) =>
    eventually(
      'the clock is moved',
      () => platform.admin.post('/api/v1/clock', { to }),
      ({ status }) => status === 200,
      60_000,
    )

  const ofType = (type: string) => kept.events.filter((event) => event.type === type)
  const times = (events: readonly Recorded[], keyOf: (event: Recorded) => string) => {
    const counted = new Map<string, number>()
    for (const event of events) counted.set(keyOf(event), (counted.get(keyOf(event)) ?? 0) + 1)
    return counted
  }
  const more = (counted: ReadonlyMap<string, number>) => [...counted].filter(([, count]) => count !== 1)
  const received = () => ofType('intake.request-received.v1')

  it('was killed in the middle of work: commands were in flight at three kills in ten or more', () => {
    expect(inFlight.filter((count) => count > 0).length / inFlight.length).toBeGreaterThanOrEqual(0.3)
    expect(load.acknowledged.length).toBeGreaterThan(ROUNDS * PACE[platform.profile].commands)
    expect(new Set(load.acknowledged.map(({ command }) => command.kind)).size).toBe(6)
  })

  it('has refused nothing that it was sent again, and took no outage for a mistake of its own', () => {
    expect(load.refused).toEqual([])
    expect([...load.doubtful].filter((status) => ![502, 503, 504].includes(status))).toEqual([])
  })

  it('has the event of every command that came by HTTP exactly once, where it said that it would be', () => {
    const byCommand = times(kept.events, ({ type, metadata }) => `${metadata.correlation} ${type}`)
    const byPosition = new Map(kept.events.map((event) => [String(event.position), event]))
    const commands = load.acknowledged.filter(({ command }) => command.kind !== 'mail' && command.kind !== 'alert')
    expect(
      commands.filter(({ command }) => byCommand.get(`${command.key} ${command.evidence}`) !== 1).map(({ command }) => command),
    ).toEqual([])
    expect(commands.filter(({ position }) => byPosition.get(position ?? '') === undefined)).toEqual([])
  })

  it('has one request for every mail and every alert', () => {
    const titles = queue.map(({ title }) => String(title))
    const commands = load.acknowledged.filter(({ command }) => ['mail', 'alert', 'receive'].includes(command.kind))
    const odd = commands
      .map(({ command: { key } }) => [key, titles.filter((title) => title === key).length])
      .filter(([, count]) => count !== 1)
    expect(odd).toEqual([])
    expect(received().length).toBe(commands.length)
  })

  it('has every effect of a request once: its SPOC, its clocks, its acknowledgement', () => {
    const subjects = received().map(({ metadata }) => metadata.subject)
    for (const type of ['routing.spoc-assigned.v1', 'sla.clocks-started.v1']) {
      const counted = times(ofType(type), ({ metadata }) => metadata.subject)
      expect({ type, odd: more(counted), without: subjects.filter((subject) => !counted.has(subject)) }).toEqual({
        type,
        odd: [],
        without: [],
      })
    }
    const acknowledgements = mails.filter(({ subject }) => subject?.includes('we have your request'))
    const numbers = acknowledgements.map(({ subject }) => /R-\d+/.exec(subject ?? '')?.[0] ?? '')
    const written = load.acknowledged.filter(({ command }) => ['mail', 'receive'].includes(command.kind))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.length).toBe(written.length)
  })

  it('has every breach once, and none is missing', () => {
    const breaches = times(ofType('sla.clock-breached.v1'), ({ data, metadata }) => `${metadata.subject} ${clockOf(data)}`)
    expect(more(breaches)).toEqual([])
    expect(received().filter(({ metadata }) => !breaches.has(`${metadata.subject} resolve`))).toEqual([])
  })

  it('has handled every input of an automation once', () => {
    const appends = new Map<string, Set<string>>()
    for (const { stream, metadata, revision } of kept.events) {
      if (metadata.source === undefined) continue
      const effect = `${stream} <- ${metadata.source.stream}@${metadata.source.revision}`
      appends.set(effect, (appends.get(effect) ?? new Set()).add(`${metadata.recordedAt} ${String(revision)}`))
    }
    const scattered = [...appends].filter(([, places]) => {
      const revisions = [...places].map((place) => Number(place.split(' ')[1])).sort((a, b) => a - b)
      return (revisions.at(-1) ?? 0) - (revisions[0] ?? 0) + 1 !== revisions.length
    })
    expect(scattered).toEqual([])
  })

  it('keeps to the contracts for others, in all that it has recorded and shows', () => expect(againstContracts(kept)).toEqual([]))

  it('has every document of every read model as a rebuild beside it makes it', () => {
    expect(verdicts.filter(({ status, verdict }) => status !== 'done' || itemIn(verdict)['differing'] !== 0)).toEqual([])
    expect(verdicts.filter(({ verdict }) => Number(itemIn(verdict)['documents']) > 0).length).toBeGreaterThan(20)
  })

  // The same events go over the bus again: with a server for each engine that takes minutes, and proves nothing more.
  if (isEmbedded)
    it('makes everything anew from the log, and adds nothing to the record', () => {
      expect(rebuilt.events.slice(kept.events.length)).toEqual([])
      for (const [name, documents] of Object.entries(kept.views))
        expect({ name, documents }).toEqual({ name, documents: rebuilt.views[name] })
      expect(Object.values(kept.views).filter((documents) => Object.keys(documents).length > 0).length).toBeGreaterThan(20)
    })
})

function clockOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'clock' in data ? String(data.clock) : ''
}
