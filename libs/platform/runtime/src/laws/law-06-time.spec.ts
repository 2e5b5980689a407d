import { eventually } from '../../test/eventually.js'
import { given, lampContract, lampStream, type LampEvent } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { reaction, timed, timedWork, type Automation } from '../index.js'
import { eventContract, streamKind, type Fact } from '@spoc/platform-kernel'

type SwitchboardEvent = Fact<'board.pressed.v1', { readonly lamp: string; readonly until: string }>
const boardStream = streamKind<object, SwitchboardEvent>({
  category: 'board',
  initial: {},
  evolve: (state) => state,
  about: (_, id) => ({ subject: id }),
})
const boardContract = eventContract<SwitchboardEvent>({
  context: 'board',
  categories: ['board'],
  types: { 'board.pressed.v1': true },
})

const postpone = reaction<SwitchboardEvent>()({
  name: 'when-board-pressed-then-dim-longer',
  into: lampStream,
  on: {
    'board.pressed.v1': ({ data }) => [
      { id: data.lamp, decide: (): readonly LampEvent[] => [{ type: 'lamps.dimmed.v1', data: { until: data.until } }] },
    ],
  },
})
const lightAgain = timed<Parameters<typeof lampStream.evolve>[0], LampEvent>({
  kind: lampStream,
  catchUpOn: () => ['board-b'],
  fire: (_, { now }) => [{ type: 'lamps.lit-again.v1', data: { at: now } }],
})
const lamps: Automation = { contract: lampContract, projectors: [], reactions: [postpone], timed: [lightAgain] }
const contracts = [lampContract, boardContract]
const pressed = (until: string): SwitchboardEvent => ({ type: 'board.pressed.v1', data: { lamp: 'a', until } })
const dimmed = (until: string): LampEvent => ({ type: 'lamps.dimmed.v1', data: { until } })

describe('law 6: time fires through one scheduler, and hears out the streams that could change the answer', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())
  const types = async () => (await workshop.engines.log.readStream('lamp-a')).map(({ type }) => type)
  const start = async () => {
    const process = workshop.process([lamps], contracts)
    await process.start()
    return process
  }

  it('fires once when the moment has come, and not before', async () => {
    const process = await start()
    await process.streams.change(lampStream, 'a', given(), () => [dimmed('2026-01-12T12:00:00.000Z')])
    await workshop.engines.clock.moveTo('2026-01-12T11:59:59.999Z')
    await eventually(
      () => process.running[0]!.alarms.next(),
      (at) => at === '2026-01-12T12:00:00.000Z',
    )
    expect(await types()).toEqual(['lamps.dimmed.v1'])
    await workshop.engines.clock.moveTo('2026-01-12T12:00:00.000Z')
    await eventually(types, (all) => all.length === 2)
    await workshop.engines.clock.moveTo('2026-01-12T18:00:00.000Z')
    await eventually(
      () => process.running[0]!.alarms.next(),
      (at) => at === undefined,
    )
    expect(await types()).toEqual(['lamps.dimmed.v1', 'lamps.lit-again.v1'])
  })

  it('lets a fact recorded before the deadline win, though the bus has not brought it', async () => {
    const process = await start()
    await process.streams.change(lampStream, 'a', given(), () => [dimmed('2026-01-12T12:00:00.000Z')])
    await eventually(
      () => process.running[0]!.alarms.next(),
      (at) => at !== undefined,
    )
    // No relay runs for the board's topic: only the log knows of this.
    await process.streams.change(boardStream, 'b', given(), () => [pressed('2026-01-12T15:00:00.000Z')])
    await workshop.engines.clock.moveTo('2026-01-12T12:00:00.000Z')
    await eventually(
      () => process.running[0]!.alarms.next(),
      (at) => at === '2026-01-12T15:00:00.000Z',
    )
    expect(await types()).toEqual(['lamps.dimmed.v1', 'lamps.dimmed.v1'])
  })

  it('finds every alarm again when the index is lost', async () => {
    const first = await start()
    await first.streams.change(lampStream, 'a', given(), () => [dimmed('2026-01-12T12:00:00.000Z')])
    await eventually(
      () => first.running[0]!.alarms.next(),
      (at) => at !== undefined,
    )
    await first.stop()
    await workshop.engines.documents.drop('lamps_alarms')
    await workshop.engines.documents.drop('platform_checkpoints')
    await workshop.engines.clock.moveTo('2026-01-12T13:00:00.000Z')
    await start()
    await eventually(types, (all) => all.includes('lamps.lit-again.v1'))
  })

  it('does not make other alarms wait for work outside of the log, and asks for that again until it is recorded', async () => {
    let finish: () => void = () => undefined
    const stuck = new Promise<void>((resolve) => (finish = resolve))
    let asked = 0
    const process = workshop.process([{ ...lamps, timed: [] }], contracts)
    process.automate('lamps', {
      timed: [
        timedWork({
          kind: lampStream,
          perform: async (_, id, { now }) => {
            asked += 1
            if (id === 'a') await stuck
            if (id === 'b' && asked < 4) throw new Error('not yet')
            const again: LampEvent = { type: 'lamps.lit-again.v1', data: { at: now } }
            await process.streams.change(lampStream, id, given(), () => [again])
          },
        }),
      ],
    })
    await process.start()
    for (const lamp of ['a', 'b', 'c'])
      await process.streams.change(lampStream, lamp, given(), () => [dimmed('2026-01-12T09:00:00.000Z')])
    await workshop.engines.clock.moveTo('2026-01-12T09:00:00.000Z')
    const last = async (lamp: string) => (await workshop.engines.log.readStream(`lamp-${lamp}`)).at(-1)?.type
    for (const lamp of ['b', 'c'])
      await eventually(
        () => last(lamp),
        (type) => type === 'lamps.lit-again.v1',
      )
    expect(await last('a')).toBe('lamps.dimmed.v1')
    finish()
    await eventually(
      () => last('a'),
      (type) => type === 'lamps.lit-again.v1',
    )
    expect(await workshop.engines.log.readStream('lamp-a')).toHaveLength(2)
  })
})
