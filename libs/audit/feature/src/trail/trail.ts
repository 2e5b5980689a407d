import { MOMENTS, NUMBERS, TRAIL, type MomentDocument, type NumberDocument, type TrailDocument } from '@spoc/audit-contracts'
import type { RequestEvent } from '@spoc/intake-contracts'
import type { Fact } from '@spoc/platform-kernel'
import { projector } from '@spoc/platform-runtime'
import { onEveryType } from './every-type.js'
import { padded } from './positions.js'

/**
 * By which the events about a subject are found: the streams that hold them, not the events, which stay in the log alone. So it costs a
 * document a stream, whatever the stream's length.
 */
export const trail = projector<TrailDocument, Fact>({
  collection: TRAIL,
  version: 1,
  leavesSealed: true,
  on: onEveryType(({ stream, position, metadata: { subject } }, into) => {
    const id = `${stream}|${subject}`
    into.put(id, (found) => found ?? { _id: id, subject, stream, first: padded(position) })
  }),
})

/** By which the place of an instant in the log is found without reading the log from its beginning. */
export const moments = projector<MomentDocument, Fact>({
  collection: MOMENTS,
  version: 1,
  leavesSealed: true,
  on: onEveryType(({ position, metadata: { recordedAt } }, into) => {
    const [day, minute] = [dayOf(recordedAt), minuteOf(recordedAt)]
    for (const [id, within] of [
      [day, 'log'],
      [minute, day],
    ] as const)
      into.put(id, (found) => found ?? { _id: id, within, first: padded(position) })
  }),
})

/** What people know a request by. */
export const numbers = projector<NumberDocument, RequestEvent>({
  collection: NUMBERS,
  version: 1,
  leavesSealed: true,
  on: {
    'intake.request-received.v1': ({ stream, data }, into) =>
      into.put(data.number, () => ({ _id: data.number, requestId: stream.slice('request-'.length) })),
  },
})

export const dayOf = (instant: string) => instant.slice(0, '2026-01-12'.length)
export const minuteOf = (instant: string) => instant.slice(0, '2026-01-12T08:31'.length)
