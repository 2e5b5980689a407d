import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js'
import type { Ledger, Outcome } from './ledger.js'
import { expectedOf, malformed, nameOf, proposedOf } from './proposed.js'
import { appendTooLarge, badRequest, streamDeleted } from './refusals.js'
import type { ExpectedRevision, ProposedEvent } from './stored-event.js'
import type { Weather } from './weather.js'

type Call = ServerReadableStream<streams.AppendReq, streams.AppendResp>

/** Streams/Append: the stream and its expected revision first, then event by event, one answer. */
export function appendCall(ledger: Ledger, weather: Weather) {
  return (call: Call, answer: sendUnaryData<streams.AppendResp>): void => {
    let options: streams.AppendReq.Options | undefined
    const events: ProposedEvent[] = []
    call.on('data', (request: streams.AppendReq) => {
      options = request.getOptions() ?? options
      const message = request.getProposedMessage()
      if (message) events.push(proposedOf(message))
    })
    call.on('end', () => {
      void perform(ledger, weather, options ?? new streams.AppendReq.Options(), events, call, answer)
    })
  }
}

async function perform(
  ledger: Ledger,
  weather: Weather,
  options: streams.AppendReq.Options,
  events: readonly ProposedEvent[],
  call: Call,
  answer: sendUnaryData<streams.AppendResp>,
): Promise<void> {
  await weather.thawed()
  if (!weather.writes(call.getPeer())) return
  const stream = nameOf(options.getStreamIdentifier())
  const expected = expectedOf(options, options.getRevision())
  const wrong = malformed(stream, events)
  if (wrong !== undefined) {
    answer(badRequest(wrong))
    return
  }
  const outcome = ledger.append(stream, expected, events)
  if (!(await weather.acknowledges()) || call.cancelled) return
  if (outcome.is === 'deleted') answer(streamDeleted(stream))
  else if (outcome.is === 'too-large') answer(appendTooLarge())
  else answer(null, responseTo(outcome, expected))
}

function responseTo(outcome: Extract<Outcome, { is: 'done' | 'conflict' }>, expected: ExpectedRevision): streams.AppendResp {
  const response = new streams.AppendResp()
  return outcome.is === 'done'
    ? response.setSuccess(success(outcome))
    : response.setWrongExpectedVersion(conflict(outcome, expected))
}

function success({ revision, position }: Extract<Outcome, { is: 'done' }>): streams.AppendResp.Success {
  const answer = new streams.AppendResp.Success().setCurrentRevision(String(revision))
  if (position === undefined) return answer.setNoPosition(new shared.Empty())
  const at = String(position)
  return answer.setPosition(new streams.AppendResp.Position().setCommitPosition(at).setPreparePosition(at))
}

function conflict(
  { current }: Extract<Outcome, { is: 'conflict' }>,
  expected: ExpectedRevision,
): streams.AppendResp.WrongExpectedVersion {
  const answer = new streams.AppendResp.WrongExpectedVersion()
  if (current < 0n) answer.setCurrentNoStream(new shared.Empty())
  else answer.setCurrentRevision(String(current))
  if (expected === 'any') return answer.setExpectedAny(new shared.Empty())
  if (expected === 'no-stream') return answer.setExpectedNoStream(new shared.Empty())
  if (expected === 'stream-exists') return answer.setExpectedStreamExists(new shared.Empty())
  return answer.setExpectedRevision(String(expected))
}
