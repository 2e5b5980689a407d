import type { WorkWindow } from '../api/works.js'
import { exactInstant, shortInstant, timeOfDay, toDateInput } from '../time/instants.js'

const sameDay = (one: string, other: string) => toDateInput(Date.parse(one)) === toDateInput(Date.parse(other))

/** A window in this browser's zone; the exact instants stand behind it. */
export function WindowText({ window: { from, to } }: { readonly window: WorkWindow }) {
  return (
    <span className="numerals" title={`${exactInstant(from)} – ${exactInstant(to)}`}>
      <time dateTime={from}>{shortInstant(from)}</time> –{' '}
      <time dateTime={to}>{sameDay(from, to) ? timeOfDay(to) : shortInstant(to)}</time>
    </span>
  )
}
