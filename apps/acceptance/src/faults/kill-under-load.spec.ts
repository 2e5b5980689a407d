import { theRun } from '../platform/profile.js'
import { CLAIMS } from './claims.js'
import type { Turn } from './rehearsal.js'
import { SPOILS } from './spoils.js'
import { Stage, type Seen } from './stage.js'
import { victimsOf } from './victims.js'

const SEED = 20_260_112
/** Clients at once, and commands before each kill. The stand-in for MongoDB takes some 200 writes a second. */
const PACE = { embedded: { writers: 12, commands: 20 }, distributed: { writers: 4, commands: 6 } } as const
/** Named points after one kill at a random moment. */
const TOGETHER = 3
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

  it.each(Object.entries(SPOILS))('would not pass for good %s', (_, { claim, spoiled }) => {
    const [says] = Object.keys(CLAIMS).filter((one) => one.startsWith(claim))
    expect(CLAIMS[says ?? '']?.(spoiled(seen))).not.toEqual([])
  })
})

/** The points are shared out to kills at random moments, so that one death follows another at once. */
function atEveryPoint({ platform }: Stage): readonly Turn[] {
  const turns: Turn[] = []
  for (const victim of victimsOf(platform)) {
    const points = victim.service?.points ?? []
    for (let from = 0; from < points.length; from += TOGETHER) turns.push({ victim, points: points.slice(from, from + TOGETHER) })
  }
  return turns
}

function once({ platform }: Stage): readonly Turn[] {
  return victimsOf(platform).map((victim) => ({ victim, points: [] }))
}
