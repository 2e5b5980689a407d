import { messages } from '../messages/messages.js'
import { exactInstant, shortInstant } from '../time/instants.js'
import { ago } from '../time/relative.js'
import { useByNow } from '../time/use-now.js'

/** How long ago, or how soon, in words. */
export function useAgo(instant: string): string {
  return useByNow((now) => {
    const told = ago(Date.parse(instant), now)
    return told.unit === 'now' ? messages.ago.now : messages.ago[told.unit](told.count, told.ahead)
  })
}

/** An instant told by its distance; the exact one stands behind it. */
export function Ago({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exactInstant(at)} className="numerals">
      {useAgo(at)}
    </time>
  )
}

/** An instant told by day and time in this browser's zone; the exact one stands behind it. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exactInstant(at)} className="numerals">
      {shortInstant(at)}
    </time>
  )
}
