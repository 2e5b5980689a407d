import type { Recorded } from '@spoc/platform-kernel'
import type { GuardedWrite } from '@spoc/platform-ports'
import { given, LAMPS, lampContract, type LampDocument, type LampEvent } from '../test/lamps.js'
import { foldBatch, type ViewDocument } from './fold-batch.js'
import { projector } from './projector.js'

const firstSwitched = projector<LampDocument, LampEvent>({
  collection: LAMPS,
  version: 1,
  leavesSealed: true,
  on: {
    'lamps.switched.v1': ({ stream }, into) => into.put(stream, (found) => found ?? { _id: stream, times: 1 }),
    'lamps.dimmed.v1': ({ stream }, into) => into.put(stream, (found) => found && { ...found, times: 0 }),
  },
})

const { now, actor, channel, correlation } = given()
const event = (type: LampEvent['type'], position: bigint): Recorded => ({
  ...{ id: `${position}`, stream: 'lamp-a', revision: Number(position), position, type, data: {} },
  metadata: { schema: 1, subject: 'a', recordedAt: now, occurredAt: now, actor, channel, correlation },
})
const fold = (kept: readonly GuardedWrite<ViewDocument>[], ...events: readonly Recorded[]) =>
  foldBatch(firstSwitched, events, [lampContract], undefined as never, () => Promise.resolve(kept))

const written = { id: 'lamp-a', fold: 1, position: 1n, document: { _id: 'lamp-a', times: 1 } }

describe('a batch of events folded into documents', () => {
  it('writes what becomes of them, once, at the place of the last event that changed them', async () => {
    const { writes, folded } = await fold([], event('lamps.switched.v1', 1n), event('lamps.switched.v1', 2n))
    expect({ writes, folded }).toEqual({ writes: [written], folded: true })
  })

  it('writes nothing where the fold leaves them as they are', async () => {
    expect(await fold([written], event('lamps.switched.v1', 2n))).toEqual({ writes: [], broken: [], folded: true })
    expect(await fold([], event('lamps.dimmed.v1', 2n))).toEqual({ writes: [], broken: [], folded: true })
  })

  it('removes what an older fold has made of what this one makes nothing of', async () => {
    const { writes } = await fold([{ ...written, fold: 0 }], event('lamps.dimmed.v1', 2n))
    expect(writes).toEqual([{ id: 'lamp-a', fold: 1, position: 2n }])
  })

  it('says where none of them was for this fold', async () => {
    expect(await fold([], event('lamps.lit-again.v1', 1n))).toEqual({ writes: [], broken: [], folded: false })
  })

  it('passes over what a document holds already, and folds what comes after it', async () => {
    const { writes } = await fold([written], event('lamps.dimmed.v1', 1n), event('lamps.dimmed.v1', 2n))
    expect(writes).toEqual([{ ...written, position: 2n, document: { _id: 'lamp-a', times: 0 } }])
  })
})
