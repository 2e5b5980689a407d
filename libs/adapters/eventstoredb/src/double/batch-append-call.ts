import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { conflictStatus, badRequestStatus, deletedStatus, tooLargeStatus } from './batch-append-status.js'
import type { Ledger, Outcome } from './ledger.js'
import { expectedOf, malformed, nameOf, proposedOf } from './proposed.js'
import type { ExpectedRevision, ProposedEvent } from './stored-event.js'
import type { Weather } from './weather.js'

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>

interface Batch {
  readonly correlation: string
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: ProposedEvent[]
}

/** Streams/BatchAppend: appends of many streams over one call, each in one or more requests under its correlation id. */
export function batchAppendCall(ledger: Ledger, weather: Weather, elsewhere: (call: Call) => ServiceError | undefined) {
  return (call: Call): void => {
    const open = new Map<string, Batch>()
    call.on('data', (request: streams.BatchAppendReq) => {
      const batch = batchOf(open, request)
      if (!request.getIsFinal()) return
      open.delete(batch.correlation)
      const refused = elsewhere(call)
      if (refused) call.emit('error', refused)
      else void perform(ledger, weather, batch, call)
    })
    call.on('end', () => call.end())
  }
}

function batchOf(open: Map<string, Batch>, request: streams.BatchAppendReq): Batch {
  const correlation = request.getCorrelationId()?.getString() ?? ''
  const options = request.getOptions()
  const batch = open.get(correlation) ?? {
    correlation,
    stream: nameOf(options?.getStreamIdentifier()),
    expected: options ? expectedOf(options, options.getStreamPosition()) : 'any',
    events: [],
  }
  open.set(correlation, batch)
  for (const message of request.getProposedMessagesList()) batch.events.push(proposedOf(message))
  return batch
}

async function perform(ledger: Ledger, weather: Weather, batch: Batch, call: Call): Promise<void> {
  await weather.thawed()
  if (!weather.writes(call.getPeer())) return
  const answer = new streams.BatchAppendResp()
    .setCorrelationId(new shared.UUID().setString(batch.correlation))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(batch.stream)))
  if (malformed(batch.stream, batch.events) !== undefined) answer.setError(badRequestStatus())
  else {
    const outcome = ledger.append(batch.stream, batch.expected, batch.events)
    if (!(await weather.acknowledges())) return
    fill(answer, batch, outcome)
  }
  if (!call.cancelled && !call.destroyed) call.write(answer)
}

function fill(answer: streams.BatchAppendResp, { stream, expected }: Batch, outcome: Outcome): void {
  if (outcome.is === 'conflict') answer.setError(conflictStatus(expected, outcome.current))
  else if (outcome.is === 'deleted') answer.setError(deletedStatus(stream))
  else if (outcome.is === 'too-large') answer.setError(tooLargeStatus())
  else {
    const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(outcome.revision))
    if (outcome.position === undefined) success.setNoPosition(new empty.Empty())
    else success.setPosition(allPosition(outcome.position))
    answer.setSuccess(success)
  }
}

function allPosition(position: bigint): shared.AllStreamPosition {
  return new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position))
}
