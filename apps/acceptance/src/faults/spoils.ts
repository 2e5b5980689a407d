import type { Recorded } from '@spoc/platform-kernel'
import type { Seen } from './stage.js'

export interface Spoil {
  /** How the claim begins that must speak against it. */
  readonly claim: string
  readonly spoiled: (seen: Seen) => Seen
}

/** What would be there, or not, had a platform lost or repeated something. */
export const SPOILS: Readonly<Record<string, Spoil>> = {
  'an acknowledged note that is lost': {
    claim: 'has the event of every command',
    spoiled: (seen) => without(seen, seen.load.acknowledged.find(({ command }) => command.kind === 'note')?.position),
  },
  'an acknowledged note that is there twice': {
    claim: 'has the event of every command',
    spoiled: (seen) => withTwice(seen, 'intake.message-added.v1'),
  },
  'an event in the middle of a stream that is lost': {
    claim: 'has every stream without a gap',
    spoiled: (seen) => without(seen, positionInTheMiddle(seen)),
  },
  'a request that came in twice': {
    claim: 'has one request for every request by HTTP',
    spoiled: (seen) => ({ ...seen, queue: [...seen.queue, ...seen.queue.slice(0, 1)] }),
  },
  'a number that two requests have': {
    claim: 'has given every request a number of its own',
    spoiled: (seen) => withTwice(seen, 'intake.request-received.v1'),
  },
  'a clock that was never started': {
    claim: 'has every effect of a request once',
    spoiled: (seen) => without(seen, positionOf(seen, 'sla.clocks-started.v1')),
  },
  'a SPOC that was assigned twice': {
    claim: 'has every effect of a request once',
    spoiled: (seen) => withTwice(seen, 'routing.spoc-assigned.v1'),
  },
  'a breach that came twice': {
    claim: 'has every breach once',
    spoiled: (seen) => withTwice(seen, 'sla.clock-breached.v1'),
  },
  'a page that was never started': {
    claim: 'has paged for each engagement once',
    spoiled: (seen) => without(seen, positionOf(seen, 'routing.page-started.v1')),
  },
  'an acknowledgement that did not go out': {
    claim: 'has acknowledged each written request',
    spoiled: (seen) => ({ ...seen, mails: seen.mails.filter(({ subject }) => subject !== acknowledgementIn(seen)) }),
  },
  'a mail that is recorded as sent, and is not there': {
    claim: 'has sent each mail',
    spoiled: (seen) => ({ ...seen, mails: seen.mails.slice(1) }),
  },
  'a mail that nobody asked for': {
    claim: 'has sent each mail',
    spoiled: (seen) => ({ ...seen, mails: [...seen.mails, { messageId: '<other>', subject: '' }] }),
  },
  'a webhook that was called under two ids': {
    claim: 'has sent each mail',
    spoiled: (seen) => ({ ...seen, calls: [...seen.calls, { ...seen.calls[0]!, id: 'other' }] }),
  },
  'a document that a rebuild makes otherwise': {
    claim: 'has every document of every read model',
    spoiled: (seen) => ({ ...seen, verdicts: [...seen.verdicts, { status: 'done', verdict: { documents: 1, differing: 1 } }] }),
  },
  'a history that does not verify': {
    claim: 'proves the history of its requests',
    spoiled: (seen) => ({ ...seen, unproven: ['R-1000015: not whole'] }),
  },
}

function positionOf({ kept: { events } }: Seen, type: string): string | undefined {
  return events.find((event) => event.type === type)?.position.toString()
}

/** Of an event that others follow in its stream: one at the end leaves no gap. */
function positionInTheMiddle({ kept: { events } }: Seen): string | undefined {
  const followed = new Set(events.map(({ stream, revision }) => `${stream} ${revision - 1}`))
  return events.find(({ stream, revision }) => followed.has(`${stream} ${revision}`))?.position.toString()
}

function acknowledgementIn({ mails }: Seen): string | undefined {
  return mails.find(({ subject }) => subject.includes('we have your request'))?.subject
}

function without(seen: Seen, position: string | undefined): Seen {
  return { ...seen, kept: { ...seen.kept, events: seen.kept.events.filter((event) => String(event.position) !== position) } }
}

/** The last event of the type comes again, as another one at the end of its stream. */
function withTwice(seen: Seen, type: string): Seen {
  const { events } = seen.kept
  const again = events.filter((event) => event.type === type).at(-1)!
  const revision = Math.max(...events.filter(({ stream }) => stream === again.stream).map((event) => event.revision)) + 1
  const twice: Recorded = { ...again, id: `${again.id}-again`, revision, position: events.at(-1)!.position + 1n }
  return { ...seen, kept: { ...seen.kept, events: [...events, twice] } }
}
