import { eventually } from '../test/eventually.js'
import { given, lampContract, lampStream, type LampEvent } from '../test/lamps.js'
import { openWorkshop, type Workshop } from '../test/workshop.js'
import { bucketOf } from './alarm.js'
import { documentLeases, timed, type Background, type Leases } from './index.js'

const LAMPS = Array.from({ length: 48 }, (_, index) => `lamp${index}`)
const DUE = ['2026-01-12T09:00:00.000Z', '2026-01-12T10:00:00.000Z', '2026-01-12T11:00:00.000Z'] as const

interface Watcher {
  readonly background: Background
  readonly leases: Leases
  /** The lamps that it has lit. */
  readonly lit: string[]
}

describe('several processes that are woken by one index of alarms', () => {
  let workshop: Workshop
  beforeEach(async () => (workshop = await openWorkshop()))
  afterEach(() => workshop.close())

  const watcher = async (): Promise<Watcher> => {
    const lit: string[] = []
    const lightAgain = timed<Parameters<typeof lampStream.evolve>[0], LampEvent>({
      kind: lampStream,
      catchUpOn: (_, id) => {
        lit.push(id)
        return []
      },
      fire: (_, { now }) => [{ type: 'lamps.lit-again.v1', data: { at: now } }],
    })
    const leases = await documentLeases(workshop.engines.documents)
    const automation = { contract: lampContract, projectors: [], reactions: [], timed: [lightAgain] }
    const background = workshop.process([automation], [lampContract], { leases })
    await background.start()
    return { background, leases, lit }
  }
  const litTimes = async () =>
    (await Promise.all(LAMPS.map((id) => workshop.engines.log.readStream(`lamp-${id}`)))).map(
      (events) => events.filter(({ type }) => type === 'lamps.lit-again.v1').length,
    )
  const shareOf = ({ leases }: Watcher) =>
    Array.from({ length: 64 }, (_, bucket) => bucket).filter((bucket) => leases.fallsToMe('alarms:lamps', bucket)).length
  const dimmed = (until: string) => (): readonly LampEvent[] => [{ type: 'lamps.dimmed.v1', data: { until } }]
  const darken = ({ background }: Watcher, until: string) =>
    Promise.all(LAMPS.map((id) => background.streams.change(lampStream, id, given(), dimmed(until))))
  /** All are due, and lit, once more than before. */
  const dueAgain = async (at: string, times: number) => {
    await workshop.engines.clock.moveTo(at)
    await eventually(litTimes, (all) => all.every((one) => one === times))
  }

  it('share them out anew when one comes and when one dies, and each alarm fires once', async () => {
    const first = await watcher()
    await darken(first, DUE[0])
    await dueAgain(DUE[0], 1)
    expect(first.lit).toHaveLength(LAMPS.length)

    const second = await watcher()
    await eventually(
      () => [shareOf(first), shareOf(second)],
      ([one = 0, other = 0]) => one < 64 && one + other === 64,
    )
    await darken(first, DUE[1])
    await dueAgain(DUE[1], 2)
    const ofSecond = LAMPS.filter((id) => second.leases.fallsToMe('alarms:lamps', bucketOf(`lamp-${id}`)))
    expect([...second.lit].sort()).toEqual([...ofSecond].sort())
    expect(first.lit.length + second.lit.length).toBe(2 * LAMPS.length)

    await darken(second, DUE[2])
    await second.background.stop()
    await dueAgain(DUE[2], 3)
    expect(first.lit.length + second.lit.length).toBe(3 * LAMPS.length)
    expect(workshop.troubles).toEqual([])
  })
})
