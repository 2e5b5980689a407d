/** Where an event stands, or says it stands: its number in the bundle from 0, and its own place. */
export interface EventPlace {
  readonly index: number
  readonly id: string
  readonly stream: string
  readonly revision: number
}

/** Something wrong with a bundle. */
export type Finding =
  /** A line that is no JSON, not in its one form, or no event; the head is line 1. */
  | { readonly is: 'unreadable'; readonly line: number; readonly why: string }
  /** The head is not the one that was written: a member was changed, or its list of hashes. */
  | { readonly is: 'head-changed'; readonly what: 'digest' | 'leaves' | 'root' }
  /** The whole was replaced: it is not the bundle that is on record. */
  | { readonly is: 'not-the-one-recorded'; readonly recordedRoot: string; readonly root: string }
  /** Not what was stored. */
  | ({ readonly is: 'changed' } & EventPlace)
  /** As stored, but for its revision. */
  | ({ readonly is: 'renumbered'; readonly storedRevision: number } & EventPlace)
  /** Never was there. */
  | ({ readonly is: 'inserted' } & EventPlace)
  /** As stored, but not where it belongs; its number in the bundle as it was written is `storedIndex`. */
  | ({ readonly is: 'reordered'; readonly storedIndex: number } & EventPlace)
  /** Was there, at this number in the bundle; its hash is all that is left of it. */
  | { readonly is: 'dropped'; readonly index: number; readonly hash: string }
  /** Revisions that their stream has, and the bundle has not, both ends included. */
  | { readonly is: 'missing'; readonly stream: string; readonly from: number; readonly to: number }
  /** An event of a stream, or above the last revision of one, that the head does not know; or a revision that is there twice. */
  | ({ readonly is: 'unaccounted' } & EventPlace)

/** The finding in a sentence for a person. */
export function sentenceOf(finding: Finding): string {
  switch (finding.is) {
    case 'unreadable':
      return `Line ${finding.line} cannot be read: ${finding.why}.`
    case 'head-changed':
      return `The head was changed: its ${finding.what} does not fit the rest.`
    case 'not-the-one-recorded':
      return `This is not the bundle on record: its root is ${finding.root}, on record is ${finding.recordedRoot}.`
    case 'changed':
      return `${nameOf(finding)} was changed.`
    case 'renumbered':
      return `${nameOf(finding)} was renumbered: it is revision ${finding.storedRevision}.`
    case 'inserted':
      return `${nameOf(finding)} was inserted.`
    case 'reordered':
      return `${nameOf(finding)} was moved: it belongs to place ${finding.storedIndex + 1}.`
    case 'dropped':
      return `The event at place ${finding.index + 1} was dropped; its hash is ${finding.hash}.`
    case 'missing':
      return finding.from === finding.to
        ? `Revision ${finding.from} of ${finding.stream} is missing.`
        : `Revisions ${finding.from} to ${finding.to} of ${finding.stream} are missing.`
    case 'unaccounted':
      return `${nameOf(finding)} is there, but the head does not account for it.`
  }
}

function nameOf({ id, index, stream, revision }: EventPlace): string {
  return `Event ${id} (${stream}, revision ${revision}, place ${index + 1})`
}
