import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { Weather } from './weather.js'

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>

/** Sends messages, one at a time; resolves once the transport has taken it, to false where the client is gone. */
export function sender(call: ReadCall, weather: Weather): (message: ReadResp) => Promise<boolean> {
  let settle: (taken: boolean) => void = () => undefined
  call.once('cancelled', () => settle(false))
  call.once('close', () => settle(false))
  return async (message) => {
    await weather.thawed()
    if (call.cancelled || call.destroyed || call.writableEnded) return false
    return new Promise((resolve) => {
      settle = resolve
      call.write(message, (error?: Error | null) => resolve(!error))
    })
  }
}
