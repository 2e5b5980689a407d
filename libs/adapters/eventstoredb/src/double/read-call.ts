import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { Ledger } from './ledger.js'
import { nameOf } from './proposed.js'
import { readAll, readStream, type Found } from './reads.js'
import { eventResponse, streamNotFound } from './read-response.js'
import { streamDeleted, type refusal } from './refusals.js'
import { sender, type ReadCall } from './sender.js'
import { subscribe } from './subscription.js'
import type { Weather } from './weather.js'

/** Streams/Read: everything that gives events, once or for as long as the client stays. */
export function readCall(ledger: Ledger, weather: Weather, open: Set<ReadCall>) {
  return (call: ServerWritableStream<streams.ReadReq, streams.ReadResp>): void => {
    open.add(call)
    call.on('close', () => open.delete(call))
    void answer(ledger, weather, call)
  }
}

async function answer(ledger: Ledger, weather: Weather, call: ReadCall): Promise<void> {
  const options = call.request.getOptions() ?? new streams.ReadReq.Options()
  await weather.thawed()
  if (options.hasSubscription()) return subscribe(ledger, weather, call, options)
  const found = options.hasAll() ? readAll(ledger, options) : readStream(ledger, options)
  await give(weather, call, found, nameOf(options.getStream()?.getStreamIdentifier()))
}

async function give(weather: Weather, call: ReadCall, found: Found, stream: string): Promise<void> {
  if (found.is === 'refused') return end(call, found.why)
  if (found.is === 'deleted') return end(call, streamDeleted(stream))
  const send = sender(call, weather)
  if (found.is === 'absent') await send(streamNotFound(stream))
  else for (const event of found.events) if (!(await send(eventResponse(event)))) return
  call.end()
}

function end(call: ReadCall, why: ReturnType<typeof refusal>): void {
  call.emit('error', why)
}
