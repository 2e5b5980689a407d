import type { Personal } from '@spoc/platform-kernel'
import type { Handover, HandoverLine } from '@spoc/routing-contracts'

/** What one text may be, in characters. */
const LONGEST = { summary: 4_000, line: 1_000, tried: 1_000 }
const MOST = { lines: 100, tried: 20, contacts: 20, services: 20, attachments: 50 }

/** All lines together, in UTF-8 bytes: what keeps the event, sealed and with its envelope, well below the log's 256 KiB. */
const LINES_BYTES = 64 * 1024

/** The package as it fits into an event: texts are cut with an ellipsis, of a long timeline the newest lines are kept. */
export function packHandover(whole: Handover): Handover {
  return {
    summary: cut(whole.summary, LONGEST.summary),
    timeline: newest(whole.timeline.map(({ at, what }) => ({ at, what: cut(what, LONGEST.line) }))),
    tried: whole.tried.slice(-MOST.tried).map((text) => cut(text, LONGEST.tried)),
    contacts: whole.contacts.slice(0, MOST.contacts),
    services: whole.services.slice(0, MOST.services),
    attachments: whole.attachments.slice(0, MOST.attachments),
  }
}

function newest(lines: readonly HandoverLine[]): readonly HandoverLine[] {
  let bytes = 0
  const kept: HandoverLine[] = []
  for (const line of lines.slice(-MOST.lines).reverse()) {
    bytes += 'personal' in line.what ? new TextEncoder().encode(line.what.personal).length : 0
    if (bytes > LINES_BYTES) break
    kept.push(line)
  }
  return kept.reverse()
}

function cut(text: Personal<string>, characters: number): Personal<string> {
  if (!('personal' in text)) return text
  const all = [...text.personal]
  return all.length <= characters ? text : { ...text, personal: `${all.slice(0, characters - 1).join('')}…` }
}
