import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import type { ExpectedRevision, ProposedEvent } from './stored-event.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function nameOf(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8')
}

/** The event of a message, ids in lower case as the server keeps them. */
export function proposedOf(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent {
  return {
    id: (message.getId()?.getString() ?? '').toLowerCase(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
    data: Buffer.from(message.getData_asU8()),
    metadata: Buffer.from(message.getCustomMetadata_asU8()),
  }
}

/** What the server says of an append it cannot read; nothing where it can. */
export function malformed(stream: string, events: readonly ProposedEvent[]): string | undefined {
  if (stream === '') return 'The stream has no name.'
  if (events.some((event) => !uuid.test(event.id))) return 'An event id is no UUID.'
  if (events.some((event) => event.type === '')) return 'An event has no type.'
  return undefined
}

interface ExpectedChoice {
  hasAny(): boolean
  hasNoStream(): boolean
  hasStreamExists(): boolean
}

export function expectedOf(options: ExpectedChoice, revision: string): ExpectedRevision {
  if (options.hasAny()) return 'any'
  if (options.hasNoStream()) return 'no-stream'
  return options.hasStreamExists() ? 'stream-exists' : BigInt(revision)
}
