import type { GuardedWrite } from '@spoc/platform-ports'
import { CheckpointNotes, type Checkpoint } from './checkpoint-notes.js'
import { standing } from './checkpoints.js'

describe('notes of how far projections are', () => {
  let written: (readonly string[])[]
  let refuse: number
  let notes: CheckpointNotes
  let troubles: unknown[]
  beforeEach(() => {
    jest.useFakeTimers({ now: 0, doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] })
    written = []
    troubles = []
    refuse = 0
    const collection = {
      write: async (writes: readonly GuardedWrite<Checkpoint>[]) => {
        if (refuse-- > 0) throw new Error('away')
        written.push(writes.map(({ id, position }) => `${id} ${position}`))
      },
    }
    notes = new CheckpointNotes({ collection: () => Promise.resolve(collection as never) }, (_, error) => troubles.push(error))
  })
  afterEach(() => jest.useRealTimers())

  const note = (name: string, position: bigint, withinMs: number) =>
    notes.note(standing(name, position, { at: '2026-01-12T08:00:00.000Z' }), withinMs)

  it('are written in time, of each the last, those that are due together in one write', async () => {
    note('lamps', 1n, 100)
    note('rooms', 1n, 120)
    note('lamps', 2n, 100)
    note('stairs', 2n, 1_000)
    await jest.advanceTimersByTimeAsync(99)
    expect(written).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(written).toEqual([['lamps 2', 'rooms 1']])
    await jest.advanceTimersByTimeAsync(900)
    expect(written.slice(1)).toEqual([['stairs 2']])
  })

  it('wait no longer for being noted again', async () => {
    for (let at = 0; at < 10; at += 1) {
      note('lamps', BigInt(at), 1_000)
      await jest.advanceTimersByTimeAsync(100)
    }
    expect(written).toEqual([['lamps 9']])
  })

  it('are tried again where they could not be written, unless something newer is noted', async () => {
    refuse = 1
    note('lamps', 1n, 100)
    note('rooms', 1n, 100)
    await jest.advanceTimersByTimeAsync(100)
    note('lamps', 2n, 1_000)
    await jest.advanceTimersByTimeAsync(1_000)
    expect(written.flat().sort()).toEqual(['lamps 2', 'rooms 1'])
    expect(troubles).toHaveLength(1)
  })

  it('are written at the end, those that are not due too, and then no more', async () => {
    note('lamps', 1n, 1_000)
    await notes.stop()
    expect(written).toEqual([['lamps 1']])
    note('lamps', 2n, 100)
    await jest.advanceTimersByTimeAsync(10_000)
    expect(written).toHaveLength(1)
  })
})
