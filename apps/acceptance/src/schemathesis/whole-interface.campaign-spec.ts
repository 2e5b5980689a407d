import type { Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish } from '../provider/furnish.js'
import { plant } from '../access/planted.js'
import { againstContracts } from '../contracts/kept-to.js'
import { keptBy } from '../faults/storage.js'
import { knownCodes } from '../fuzz/known-codes.js'
import { operationsOf } from '../fuzz/operations.js'
import { troubleLeftIn } from '../fuzz/trouble-left.js'
import { openSchemathesis, type Outcome, type Schemathesis } from './schemathesis.js'
import { toldOf } from './told.js'

const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const wanted = Number(process.env['FUZZ_REQUESTS'] ?? 10_000)
/** Of every operation, by every caller in one round. */
const CASES = 15
const AT_A_TIME = 3

/** Each with why: the specs of their own look at them. */
const LEFT_OUT = {
  'POST /api/v1/clock': 'a clock at the end of the calendar lets nothing else be looked at',
  'DELETE /api/v1/sessions/current': 'whoever calls would be signed out',
  'GET /api/v1/live': 'its answer never ends',
  'POST /api/v1/backups': 'each is a whole copy of the data folder',
}

/** Every operation that the platform describes, as everybody who can call, until so many requests have been made. */
describe(`the whole OpenAPI document, by schemathesis (FUZZ_SEED=${seed}, FUZZ_REQUESTS=${wanted})`, () => {
  let platform: Platform
  let schemathesis: Schemathesis
  const statuses = new Map<string, number>()
  const made = () => [...statuses.values()].reduce((sum, count) => sum + count, 0)

  beforeAll(async () => {
    schemathesis = await openSchemathesis(process.env['FUZZ_VENV'])
    platform = await startPlatform()
  })
  afterAll(async () => {
    await platform?.stop()
    await schemathesis?.remove()
  })

  it('is answered as it says, or refused with a problem that has a known code', async () => {
    const found: string[] = []
    for (let round = 0; made() < wanted; round += 1) {
      const { callers, told } = await scene(seed + round)
      const left = Object.entries(callers)
      const lane = async () => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          const [role, caller] = next
          const began = performance.now()
          const outcome = await schemathesis.run({
            url: platform.url,
            seed: seed + round,
            headers: caller.shown,
            cases: CASES,
            // By the administrator, who comes past the door nearly everywhere: the edges of a rule are the same for everybody.
            edges: role === 'admin',
            leftOut: Object.keys(LEFT_OUT),
            told,
          })
          note(role, outcome, performance.now() - began)
          if (outcome.found !== '') found.push(`As ${role}, seed ${seed + round}`)
          if (role !== 'nobody') expect({ role, status: await stillKnown(caller) }).toEqual({ role, status: 200 })
        }
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, lane))
    }
    process.stderr.write(`${made()} requests by schemathesis ${schemathesis.version}: ${JSON.stringify(sorted(statuses))}\n`)
    expect(found).toEqual([])
  })

  it('leaves the platform ready, with nothing parked', async () => {
    await platform.settle()
    expect(await troubleLeftIn(platform)).toEqual([])
  })

  it('has put nothing into the record, nor into a view, that the contracts for others do not allow', async () => {
    await platform.settle()
    expect(againstContracts(await keptBy(platform)).slice(0, 50)).toEqual([])
  })

  /** A provider of this round, with everybody signed in: what the round before has disabled is no matter. */
  async function scene(roundSeed: number) {
    const provider = await furnish(platform)
    const now = await platform.now()
    const planted = await plant(
      { admin: platform.admin, provider, settle: platform.settle, now },
      'meridian',
      `Ownhouse${roundSeed}`,
    )
    // Whom the administrator may well disable must be nobody who calls.
    const things = { ...planted, person: provider.id('person:jan') }
    const callers: Readonly<Record<string, Caller>> = {
      admin: platform.admin,
      agent: await provider.as('ada'),
      engineer: await provider.as('ines'),
      manager: await provider.as('maren'),
      reporter: await provider.as('rolf'),
      auditor: await provider.as('ute'),
      'client-manager': await provider.as('anna'),
      client: await provider.as('felix'),
      integration: await provider.token(['requests:write', 'requests:read', 'alerts:write', 'works:read']),
      nobody: platform.anonymous,
    }
    const operations = await operationsOf(platform)
    return { callers, told: toldOf(operations, knownCodes(), roundSeed, { things, provider, now }) }
  }

  /** Whether the platform still knows who calls: a round as somebody who has been locked out would prove nothing. */
  async function stillKnown(caller: Caller): Promise<number> {
    return (await caller.get(caller.token === undefined ? '/api/v1/sessions/current' : '/api/v1/requests')).status
  }

  function note(role: string, outcome: Outcome, tookMs: number): void {
    for (const [status, count] of Object.entries(outcome.statuses)) statuses.set(status, (statuses.get(status) ?? 0) + count)
    const all = Object.values(outcome.statuses).reduce((sum, count) => sum + count, 0)
    const verdict = outcome.found === '' ? 'nothing found' : `this was found:\n${outcome.found}`
    process.stderr.write(`${role}: ${all} requests in ${Math.round(tookMs / 1000)} s; ${made()} of ${wanted}; ${verdict}\n`)
  }
})

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
