import { randomUUID } from 'node:crypto'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { filterOf, type EventFilter } from './event-filter.js'
import type { Ledger } from './ledger.js'
import { LiveBuffer } from './live-buffer.js'
import { nameOf } from './proposed.js'
import { caughtUp, checkpoint, confirmation, eventResponse } from './read-response.js'
import { placeIn } from './reads.js'
import { notARecord, streamDeleted, tooSlow } from './refusals.js'
import { sender, type ReadCall } from './sender.js'
import type { StoredEvent } from './stored-event.js'
import type { Weather } from './weather.js'

interface Feed {
  readonly filter: EventFilter
  /** Index in the log of the first record to look at. */
  readonly from: number
  /** Records of the log up to here are passed over, whatever their revision. */
  readonly after: (event: StoredEvent) => boolean
}

/** History after the given place (exclusive), then what is appended, until the client goes, is too slow, or the server stops. */
export async function subscribe(ledger: Ledger, weather: Weather, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const feed = options.hasAll() ? feedOfAll(ledger, options) : feedOfStream(ledger, options)
  if (feed === 'not-a-record') return void call.emit('error', notARecord())
  if (feed === 'deleted') return void call.emit('error', streamDeleted(nameOf(options.getStream()?.getStreamIdentifier())))
  const send = sender(call, weather)
  if (!(await send(confirmation(randomUUID())))) return
  const place = await sendHistory(ledger, feed, send)
  if (place === 'gone') return
  await sendLive(ledger, weather, feed, call, send)
}

function feedOfAll(ledger: Ledger, options: ReadReq.Options): Feed | 'not-a-record' {
  const place = placeIn(ledger, options)
  if (place.is === 'nowhere') return 'not-a-record'
  return { filter: filterOf(options), from: place.is === 'record' ? place.index + 1 : place.index, after: () => true }
}

function feedOfStream(ledger: Ledger, options: ReadReq.Options): Feed | 'deleted' {
  const asked = options.getStream()
  const stream = nameOf(asked?.getStreamIdentifier())
  const history = ledger.history(stream)
  if (history?.tombstoned === true) return 'deleted'
  const last = history?.last ?? -1n
  const given = asked?.hasEnd() === true ? last : asked?.hasRevision() === true ? BigInt(asked.getRevision()) : -1n
  return {
    filter: { matches: (event) => event.stream === stream, checkpointEvery: undefined },
    from: 0,
    after: (event) => event.revision > given,
  }
}

type Send = (message: ReadResp) => Promise<boolean>

/**
 * Looks at the log in windows; after each that is due, a checkpoint. Over a window without a match its prepare position is 0 and its
 * commit position lies behind the last record (0, after the first window of the log): good to resume from together, and only so.
 */
async function sendHistory(ledger: Ledger, { filter, from, after }: Feed, send: Send): Promise<'live' | 'gone'> {
  let looked = 0
  let matched = false
  for (let index = from; index < ledger.all.length; index += 1) {
    const event = ledger.all[index]
    if (!event) break
    if (filter.matches(event) && after(event)) {
      matched = true
      if (!(await send(eventResponse(event)))) return 'gone'
    }
    looked += 1
    if (looked !== filter.checkpointEvery) continue
    const behind = index + 1 === looked ? 0n : event.position + 1n
    if (!(await send(matched ? checkpoint(event.position, event.position) : checkpoint(behind, 0n)))) return 'gone'
    looked = 0
    matched = false
  }
  return 'live'
}

async function sendLive(ledger: Ledger, weather: Weather, { filter, after }: Feed, call: ReadCall, send: Send): Promise<void> {
  const buffer = new LiveBuffer<() => ReadResp>(weather)
  let looked = 0
  const stop = ledger.onWritten((event) => {
    if (filter.matches(event) && after(event)) buffer.push(() => eventResponse(event))
    looked += 1
    if (looked !== filter.checkpointEvery) return
    looked = 0
    buffer.push(() => checkpoint(event.position, event.position), 'checkpoint')
  })
  call.once('close', () => buffer.close())
  call.once('cancelled', () => buffer.close())
  try {
    if (!(await send(caughtUp()))) return
    for (let next = await buffer.next(); next; next = await buffer.next()) if (!(await send(next()))) return
    if (buffer.overflown) call.emit('error', tooSlow())
  } finally {
    stop()
  }
}
