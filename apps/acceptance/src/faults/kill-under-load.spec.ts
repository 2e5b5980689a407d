import type { KillPoint } from '@spoc/platform-kernel'
import { theRun } from '../platform/profile.js'
import { CLAIMS } from './claims.js'
import type { Turn } from './rehearsal.js'
import { SPOILS } from './spoils.js'
import { Stage, type Seen } from './stage.js'
import { victimsOf } from './victims.js'

const SEED = 20_260_112
/** Clients at once, and commands before each kill. The stand-in for MongoDB takes some 200 writes a second. */
const PACE = { embedded: { writers: 12, commands: 20 }, distributed: { writers: 1, commands: 6 } } as const
/** Where the process dies by name, each after a death at a random moment; the campaigns of infra/rehearsal come to all the points there are. */
const NAMED: readonly KillPoint[] = ['after-append', 'before-offset', 'relay', 'key-made', 'swap']
/** Each makes one read of the whole log, which takes a server for each engine some ten seconds. */
const VERIFIED = { embedded: 1, distributed: 6 } as const
const { profile } = theRun()

/** The short form of the campaigns of infra/rehearsal: every process is killed at a random moment, the one of the embedded profile at the foremost named points too. */
describe('a platform that is killed under load', () => {
  let stage: Stage
  let seen: Seen

  beforeAll(async () => {
    const { writers, commands } = PACE[profile]
    stage = await Stage.set({
      seed: SEED,
      writers,
      pace: { commands },
      histories: 2,
      verified: VERIFIED[profile],
    })
    stage.load.begin()
    await stage.rehearsal.play(profile === 'embedded' ? atNamedPoints(stage) : once(stage))
    seen = await stage.look()
  }, 1_200_000)
  afterAll(() => stage?.stop())

  it.each(Object.keys(CLAIMS))('%s', (claim) => expect(CLAIMS[claim]?.(seen)).toEqual([]))

  it.each(Object.entries(SPOILS))('would not pass for good %s', (_, { claim, spoiled }) => {
    const [says] = Object.keys(CLAIMS).filter((one) => one.startsWith(claim))
    expect(CLAIMS[says ?? '']?.(spoiled(seen))).not.toEqual([])
  })
})

/** A death at a random moment, and another at once. */
function atNamedPoints({ platform }: Stage): readonly Turn[] {
  return victimsOf(platform).flatMap((victim) => NAMED.map((point): Turn => [{ victim, points: [point] }]))
}

function once({ platform }: Stage): readonly Turn[] {
  return victimsOf(platform).map((victim) => [{ victim, points: [] }])
}
