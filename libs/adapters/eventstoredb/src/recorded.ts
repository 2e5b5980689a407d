import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client'
import type { Metadata, Position, Recorded } from '@spoc/platform-kernel'

/** The place of any event in the log, the server's own events included. Commit and prepare position are the same for all events over gRPC. */
export function positionOf({ event, commitPosition }: AllStreamResolvedEvent | ResolvedEvent): Position {
  const position = event?.position?.commit ?? commitPosition
  if (position === undefined)
    throw new Error('The server gave an event without its position; it must be EventStoreDB 22.10 or later.')
  return position
}

/** The event in the port's form; nothing for one that was not written through the port: the server's own, a link, another program's. */
export function recordedOf(resolved: AllStreamResolvedEvent | ResolvedEvent): Recorded | undefined {
  const event = resolved.event
  if (!event || !event.isJson || event.type.startsWith('$') || event.streamId.startsWith('$') || !isMetadata(event.metadata))
    return undefined
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: positionOf(resolved),
    type: event.type,
    data: event.data,
    metadata: event.metadata,
  }
}

function isMetadata(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && 'schema' in value && 'subject' in value
}
