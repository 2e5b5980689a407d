import { isDeepStrictEqual } from 'node:util'
import type { Recorded } from '@spoc/platform-kernel'
import { againstContracts } from '../contracts/kept-to.js'
import { itemIn } from '../journeys/reading.js'
import { countOf, memberOf, notOnce } from './counting.js'
import { onceByEffect } from './effects.js'
import type { Acknowledged } from './load.js'
import { ofType, type Seen } from './stage.js'

/** What is to be true in spite of every death, each with how to find what speaks against it. */
export const CLAIMS: Readonly<Record<string, (seen: Seen) => readonly unknown[]>> = {
  'was killed in the middle of work: commands were in flight at three kills in ten or more, and there were commands of every kind':
    ({ rehearsal: { kills }, load: { acknowledged } }) => {
      const atRandom = kills.filter(({ point }) => point === undefined)
      const share = atRandom.filter(({ inFlight }) => inFlight > 0).length / atRandom.length
      const kinds = new Set(acknowledged.map(({ command }) => command.kind)).size
      return share >= 0.3 && kinds === 6 ? [] : [{ share, kinds }]
    },

  'came to every point at which it was to die': ({ rehearsal }) => rehearsal.unreached,

  'had after each kill all that it had acknowledged before': ({ rehearsal }) => rehearsal.lost,

  'has ended every rebuild that a kill interrupted, and found every read model on the way to be what the log says': ({
    rehearsal,
  }) => rehearsal.differing,

  'has refused nothing that it was sent again, and took no outage for a mistake of its own': ({ load }) => [
    ...load.refused,
    ...[...load.doubtful].filter((status) => ![502, 503, 504].includes(status)),
  ],

  'has the event of every command that came by HTTP exactly once, where it said that it would be': ({
    load,
    kept: { events },
  }) => {
    const byCommand = countOf(events, ({ type, metadata }) => `${metadata.correlation} ${type}`)
    const positions = new Set(events.map(({ position }) => String(position)))
    return ofKind(load.acknowledged, 'receive', 'take-up', 'note', 'engage').filter(
      ({ command, position }) => byCommand.get(`${command.key} ${command.evidence}`) !== 1 || !positions.has(position ?? ''),
    )
  },

  'has one request for every request by HTTP, every mail and every alert': (seen) => {
    const titles = countOf(seen.queue, ({ title }) => String(title))
    const commands = ofKind(seen.load.acknowledged, 'mail', 'alert', 'receive')
    const received = requestsIn(seen).length
    return [
      ...commands.filter(({ command: { key } }) => titles.get(key) !== 1),
      ...(received === commands.length ? [] : [{ received, acknowledged: commands.length }]),
    ]
  },

  'has given every request a number of its own, from a block that was claimed once': (seen) => {
    const blocks = ofType(seen, 'intake.number-block-claimed.v1').map(({ data }) => memberOf(data, 'from'))
    const numbers = requestsIn(seen).map(({ data }) => memberOf(data, 'number'))
    const inBlock = (number: string) =>
      blocks.some((from) => Number(from) === Math.floor(Number(number.slice(2, -1)) / 100) * 100)
    return [
      ...notOnce(countOf(numbers, String)),
      ...notOnce(countOf(blocks, String)),
      ...numbers.filter((number) => !inBlock(number)),
      ...blocks.filter((from, index) => Number(from) !== 100_000 + 100 * index),
    ]
  },

  'has every effect of a request once: its SPOC, its clocks': (seen) =>
    ['routing.spoc-assigned.v1', 'sla.clocks-started.v1'].flatMap((type) => {
      const counted = countOf(ofType(seen, type), ({ metadata }) => metadata.subject)
      return requestsIn(seen).flatMap(({ metadata: { subject } }) =>
        counted.get(subject) === 1 ? [] : [{ type, subject, times: counted.get(subject) ?? 0 }],
      )
    }),

  'has acknowledged each written request by one mail, under its number': ({ mails, load }) => {
    const numbers = mails.flatMap(({ subject }) =>
      subject.includes('we have your request') ? [/R-\d+/.exec(subject)?.[0] ?? ''] : [],
    )
    const written = ofKind(load.acknowledged, 'mail', 'receive').length
    return [...notOnce(countOf(numbers, String)), ...(numbers.length === written ? [] : [{ mails: numbers.length, written }])]
  },

  'has every breach once, and none is missing': (seen) => {
    const breaches = countOf(
      ofType(seen, 'sla.clock-breached.v1'),
      ({ data, metadata }) => `${metadata.subject} ${memberOf(data, 'clock')}`,
    )
    return [...notOnce(breaches), ...requestsIn(seen).filter(({ metadata }) => !breaches.has(`${metadata.subject} resolve`))]
  },

  'has paged for each engagement once, and taken each step of a page once': (seen) => {
    const pages = countOf(ofType(seen, 'routing.page-started.v1'), ({ data }) => memberOf(data, 'engagementId'))
    const engagements = ofType(seen, 'routing.engagement-offered.v1').map(({ stream }) => stream.slice('engagement-'.length))
    const steps = countOf(ofType(seen, 'routing.page-notified.v1'), ({ stream, data }) => `${stream} ${memberOf(data, 'step')}`)
    const asked = ofKind(seen.load.acknowledged, 'engage').length
    return [
      ...engagements.filter((id) => pages.get(id) !== 1).map((id) => ({ engagement: id, pages: pages.get(id) ?? 0 })),
      ...notOnce(steps),
      ...(engagements.length === asked ? [] : [{ engagements: engagements.length, asked }]),
    ]
  },

  'has sent each mail and called each webhook that it says it sent, each under one id, and nothing else': (seen) =>
    onceByEffect(seen),

  'has handled every input of an automation once': ({ kept: { events } }) => {
    const appends = new Map<string, Set<number>>()
    for (const { stream, metadata, revision } of events) {
      if (metadata.source === undefined) continue
      const effect = `${stream} <- ${metadata.source.stream}@${metadata.source.revision}`
      appends.set(effect, (appends.get(effect) ?? new Set()).add(revision))
    }
    return [...appends].filter(([, revisions]) => Math.max(...revisions) - Math.min(...revisions) + 1 !== revisions.size)
  },

  'has every stream without a gap, and no event twice': ({ kept: { events } }) => {
    const last = new Map<string, number>()
    const odd = events.filter(({ stream, revision }) => {
      const before = last.get(stream) ?? -1
      last.set(stream, revision)
      return revision !== before + 1
    })
    return [...odd, ...notOnce(countOf(events, ({ id }) => id))]
  },

  'keeps to the contracts for others, in all that it has recorded and shows': ({ kept }) => againstContracts(kept),

  'has every document of every read model as a rebuild beside it makes it': ({ verdicts }) => [
    ...verdicts.filter(({ status, verdict }) => status !== 'done' || itemIn(verdict)['differing'] !== 0),
    ...(verdicts.filter(({ verdict }) => Number(itemIn(verdict)['documents']) > 0).length > verdicts.length / 2
      ? []
      : ['most are empty']),
  ],

  'proves the history of its requests as unaltered and complete': ({ unproven, histories }) =>
    histories > 0 ? unproven : ['none was asked for'],

  'makes everything anew from the log where nothing else is left, and adds nothing to the record': ({
    kept,
    rebuilt,
    profile,
  }) => {
    if (rebuilt === undefined) return profile === 'embedded' ? ['it was not tried'] : []
    return [
      ...rebuilt.events.slice(kept.events.length),
      ...Object.keys(kept.views).filter((name) => !isDeepStrictEqual(kept.views[name], rebuilt.views[name])),
    ]
  },
}

function requestsIn(seen: Seen): readonly Recorded[] {
  return ofType(seen, 'intake.request-received.v1')
}

function ofKind(acknowledged: readonly Acknowledged[], ...kinds: readonly string[]): readonly Acknowledged[] {
  return acknowledged.filter(({ command }) => kinds.includes(command.kind))
}
