import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, TooLarge } from '@spoc/platform-ports'
import { given, lampContract, lampStream, type LampEvent } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'

const heavy = (bytes: number): LampEvent => ({ type: 'lamps.switched.v1', data: { on: true, houses: ['x'.repeat(bytes)] } })

describe('law 7: an event above 256 KiB or an append above 768 KiB is refused, and nothing of it is written', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())
  const change = (...events: readonly LampEvent[]) =>
    workshop.process([], [lampContract]).streams.change(lampStream, 'a', given(), () => events)

  it('refuses the event', async () => {
    await expect(change(heavy(EVENT_LIMIT_BYTES))).rejects.toBeInstanceOf(TooLarge)
    expect(await workshop.engines.log.readStream('lamp-a')).toEqual([])
  })
  it('refuses the append, though each of its events would pass', async () => {
    const each = Math.floor(APPEND_LIMIT_BYTES / 4)
    await expect(change(heavy(each), heavy(each), heavy(each), heavy(each))).rejects.toBeInstanceOf(TooLarge)
    expect(await workshop.engines.log.readStream('lamp-a')).toEqual([])
  })
  it('takes what is just below', async () => {
    await change(heavy(EVENT_LIMIT_BYTES - 2_000))
    expect(await workshop.engines.log.readStream('lamp-a')).toHaveLength(1)
  })
})
