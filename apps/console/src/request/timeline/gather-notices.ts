import type { TimelineEntry } from '../../api/requests.js'

/** What follows one another about notices and their delivery, told as one. */
export interface Notices {
  readonly _id: string
  readonly at: string
  readonly notices: readonly TimelineEntry[]
}

const GATHERED = /^notification\.(requested|sent|attempt-failed|suppressed)\./

/** Gathers runs of two and more notices, which would drown what happened; one that was given up stays where everybody sees it. */
export function gatherNotices(entries: readonly TimelineEntry[]): readonly (TimelineEntry | Notices)[] {
  const runs: TimelineEntry[][] = []
  for (const entry of entries) {
    const last = runs.at(-1)
    if (GATHERED.test(entry.type) && last?.[0] !== undefined && GATHERED.test(last[0].type)) last.push(entry)
    else runs.push([entry])
  }
  return runs.flatMap((run): readonly (TimelineEntry | Notices)[] => {
    const [first] = run
    return first === undefined || run.length === 1 ? run : [{ _id: first._id, at: first.at, notices: run }]
  })
}

export interface NoticesInBrief {
  /** What was asked for, by kind. */
  readonly kinds: readonly string[]
  readonly delivered: number
  readonly failed: number
}

export function inBrief({ notices }: Notices): NoticesInBrief {
  const of = (name: string) => notices.filter(({ type }) => type.startsWith(`notification.${name}.`))
  const kinds = of('requested').flatMap(({ data }) => (typeof data?.['kind'] === 'string' ? [data['kind']] : []))
  return { kinds: [...new Set(kinds)], delivered: of('sent').length, failed: of('attempt-failed').length }
}
