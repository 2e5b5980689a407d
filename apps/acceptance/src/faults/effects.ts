import { countOf, memberOf, notOnce } from './counting.js'
import { ofType, type Seen } from './stage.js'

/** What was to go out by mail or webhook, by its stream: the kind of the way, and the id that its receiver knows it by. */
type Outgoing = ReadonlyMap<string, { readonly way: string; readonly messageId: string }>

const OUTCOMES = ['notification.sent.v1', 'notification.given-up.v1', 'notification.suppressed.v1']

/** What was sent twice under two ids, is said to be sent and was not, or was sent and is not on record. A webhook may come again, under its id. */
export function onceByEffect(seen: Seen): readonly unknown[] {
  const outgoing = outgoingOf(seen)
  const sent = ofType(seen, 'notification.sent.v1').map(({ stream }) => stream)
  const idsBy = (way: string) =>
    sent.flatMap((stream) => (outgoing.get(stream)?.way === way ? outgoing.get(stream)!.messageId : []))
  const settled = new Set(OUTCOMES.flatMap((type) => ofType(seen, type).map(({ stream }) => stream)))
  const bodies = new Map(seen.calls.map(({ id, body }) => [id, body]))
  return [
    ...notOnce(countOf(sent, String)),
    ...notOnce(countOf([...outgoing.values()], ({ messageId }) => messageId)),
    ...[...outgoing.keys()].filter((stream) => !settled.has(stream)).map((stream) => ({ stream, outcome: 'none' })),
    ...notOnce(countOf(seen.mails, ({ messageId }) => messageId)),
    ...unlike(
      'mail',
      idsBy('mail'),
      seen.mails.map(({ messageId }) => messageId),
    ),
    ...unlike('webhook', idsBy('webhook'), [...bodies.keys()]),
    ...seen.calls.filter(({ id, body }) => bodies.get(id) !== body).map(({ id }) => ({ id, bodies: 'differ' })),
    ...notOnce(countOf([...bodies.values()], occasionOf)),
  ]
}

function outgoingOf(seen: Seen): Outgoing {
  return new Map(
    ofType(seen, 'notification.requested.v1').flatMap(({ stream, data }) => {
      const way = memberOf((data as { readonly via?: unknown }).via, 'kind')
      return way === 'console' ? [] : [[stream, { way, messageId: memberOf(data, 'messageId') }] as const]
    }),
  )
}

function unlike(way: string, recorded: readonly string[], arrived: readonly string[]) {
  const there = new Set(arrived)
  const known = new Set(recorded)
  return [
    ...recorded.filter((id) => !there.has(id)).map((id) => ({ way, id, is: 'recorded, and not sent' })),
    ...arrived.filter((id) => !known.has(id)).map((id) => ({ way, id, is: 'sent, and not recorded' })),
  ]
}

/** The fact that a webhook tells of. */
function occasionOf(body: string): string {
  const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: { readonly eventId: string } }
  return `${type} ${data.eventId}`
}
