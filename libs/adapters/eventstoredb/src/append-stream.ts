import { randomUUID } from 'node:crypto'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js'
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js'
import { parseUUID } from '@eventstore/db-client/dist/utils/grpcUUID.js'
import services from '@eventstore/db-client/generated/streams_grpc_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientDuplexStream } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { EngineUnavailable, NO_STREAM, type Appended } from '@spoc/platform-ports'
import type { ProposedEvent } from './checked-events.js'
import { Deadline } from './deadline.js'

type Call = ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>

interface Pending {
  /** The call it was sent on, from then on. */
  call?: Call
  answer(response: streams.BatchAppendResp): void
  fail(error: Error): void
}

/**
 * The appends of one log, gathered on one BatchAppend call of its client's connection. The client's own way to make that call keeps what is
 * pending of the whole process in one table, where logs lose each other's answers, and lets a broken call end the process; here each log
 * has its own table, and a call that breaks fails what was sent on it, as a thing in doubt.
 */
export class AppendStream {
  private readonly pending = new Map<string, Pending>()
  private readonly calls = new WeakMap<services.StreamsClient, Call | Promise<Call>>()
  private readonly open: () => Promise<Call>
  private closed = false

  constructor(client: EventStoreDBClient) {
    this.open = client['GRPCStreamCreator'](
      services.StreamsClient,
      'appendToStream',
      (grpc) => this.begin(grpc.batchAppend(...client['callArguments']({ requiresLeader: true }, { deadline: Infinity }))),
      this.calls,
    )
  }

  /** Rejects with what the server says, or with {@link EngineUnavailable} where it says nothing within the deadline. */
  append(stream: string, expected: number, events: readonly ProposedEvent[], deadlineMs: number): Promise<Appended> {
    if (this.closed) return Promise.reject(new Error('The event log was closed.'))
    return new Promise((resolve, reject) => {
      const correlation = randomUUID()
      const settle = (settled: () => void) => {
        deadline.clear()
        this.pending.delete(correlation)
        settled()
      }
      const fail = (error: Error) => settle(() => reject(error))
      const deadline = new Deadline(deadlineMs, fail)
      const answer = (response: streams.BatchAppendResp) => {
        const told = appendedOf(response, stream)
        if (told instanceof Error) fail(told)
        else settle(() => resolve(told))
      }
      const one: Pending = { answer, fail }
      this.pending.set(correlation, one)
      this.open().then((call) => {
        if (!this.pending.has(correlation)) return
        one.call = call
        call.write(requestOf(correlation, stream, expected, events, deadlineMs))
      }, fail)
    })
  }

  /** No call is opened any more, also for what is to be tried again. */
  close(): void {
    this.closed = true
  }

  private begin(call: Call): Call {
    return call
      .on('data', (response: streams.BatchAppendResp) => {
        // An answer that nobody waits for came after its deadline.
        this.pending.get(parseUUID(response.getCorrelationId()) ?? '')?.answer(response)
      })
      .on('error', (error) => this.failAll(call, convertToCommandError(error)))
      .on('end', () => {
        call.end()
        this.failAll(call, new EngineUnavailable('event-log', new Error('The server ended the call.')))
      })
  }

  private failAll(call: Call, error: Error): void {
    for (const one of [...this.pending.values()]) if (one.call === call) one.fail(error)
  }
}

function appendedOf(response: streams.BatchAppendResp, stream: string): Appended | Error {
  const error = response.getError()
  if (error !== undefined) return unpackToCommandError(error, stream)
  const success = response.getSuccess()
  const position = success?.getPosition()
  if (success === undefined || position === undefined)
    return new Error(`The server did not say where it put the events of ${stream}.`)
  return { revision: Number(success.getCurrentRevision()), position: BigInt(position.getCommitPosition()) }
}

function requestOf(
  correlation: string,
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
  deadlineMs: number,
): streams.BatchAppendReq {
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setDeadline(timestamp.Timestamp.fromDate(new Date(Date.now() + deadlineMs)))
  if (expected === NO_STREAM) options.setNoStream(new empty.Empty())
  else options.setStreamPosition(String(expected))
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlation))
    .setOptions(options)
    .setProposedMessagesList(events.map(proposed))
    .setIsFinal(true)
}

function proposed({ id, type, data, metadata }: ProposedEvent): streams.BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(Buffer.from(data))
    .setCustomMetadata(Buffer.from(metadata))
  message.getMetadataMap().set('type', type).set('content-type', 'application/json')
  return message
}
