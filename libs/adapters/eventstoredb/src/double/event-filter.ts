import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { StoredEvent } from './stored-event.js'

export interface EventFilter {
  readonly matches: (event: StoredEvent) => boolean
  /** Records looked at between two checkpoints; none without a filter. */
  readonly checkpointEvery: number | undefined
}

const DEFAULT_SEARCH_WINDOW = 32

/** The filter of a subscription to $all, by prefixes or a regular expression on the type or the stream. */
export function filterOf(options: ReadReq.Options): EventFilter {
  const filter = options.getFilter()
  if (!filter) return { matches: () => true, checkpointEvery: undefined }
  const expression = filter.getEventType() ?? filter.getStreamIdentifier()
  const prefixes = expression?.getPrefixList() ?? []
  const pattern = new RegExp(expression?.getRegex() ?? '')
  const fits = (text: string) => (prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : pattern.test(text))
  return {
    matches: filter.hasEventType() ? (event) => fits(event.type) : (event) => fits(event.stream),
    checkpointEvery: (filter.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW) * filter.getCheckpointintervalmultiplier(),
  }
}
