import { CLAIMS } from './claims.js'
import { POINTS_OF } from './deaths.js'
import type { Turn } from './rehearsal.js'
import { Stage, type Seen } from './stage.js'
import { theRun } from '../platform/profile.js'
import { victimsOf, type Victim } from './victims.js'

const SEED = 20_260_112
/** Clients at once, and commands before each kill. The stand-in for MongoDB takes some 200 writes a second. */
const PACE = { embedded: { writers: 12, commands: 40 }, distributed: { writers: 4, commands: 6 } } as const
const { profile } = theRun()

/** The short form of the campaigns of infra/rehearsal: every process is killed at a random moment, the one of the embedded profile at every named point too. */
describe('a platform that is killed under load', () => {
  let stage: Stage
  let seen: Seen

  beforeAll(async () => {
    const { writers, commands } = PACE[profile]
    stage = await Stage.set({ seed: SEED, writers, pace: { commands }, histories: 2 })
    stage.load.begin()
    await stage.rehearsal.play(profile === 'embedded' ? atEveryPoint(stage) : once(stage))
    seen = await stage.look()
  }, 1_200_000)
  afterAll(() => stage?.stop())

  it.each(Object.keys(CLAIMS))('%s', (claim) => expect(CLAIMS[claim]?.(seen)).toEqual([]))
})

/** The points are shared out to five kills at random moments, so that a death follows another at once. */
function atEveryPoint({ platform }: Stage): readonly Turn[] {
  const victim = victimsOf(platform)[0]!
  return turnsOf(victim, 3)
}

function turnsOf(victim: Victim, together: number): readonly Turn[] {
  const points = POINTS_OF[victim.name] ?? []
  const turns: Turn[] = []
  for (let from = 0; from < points.length; from += together) turns.push({ victim, points: points.slice(from, from + together) })
  return turns
}

function once({ platform }: Stage): readonly Turn[] {
  return victimsOf(platform).map((victim) => ({ victim, points: [] }))
}
