import { messages } from '../../messages/messages.js'
import { dayOf, toDateInput } from '../../time/instants.js'
import { useByNow } from '../../time/use-now.js'
import styles from './timeline.module.css'

const DAY_MS = 86_400_000

/** The day of an instant in this browser's zone, as a key. */
export const dayKey = (instant: string): string => toDateInput(Date.parse(instant))

export function DayHeading({ at }: { readonly at: string }) {
  const key = dayKey(at)
  const near = useByNow((now) => (toDateInput(now) === key ? 'today' : toDateInput(now - DAY_MS) === key ? 'yesterday' : ''))
  const named =
    near === 'today' ? messages.request.timeline.today : near === 'yesterday' ? messages.request.timeline.yesterday : undefined
  return (
    <h2 className={styles['heading']}>
      {named !== undefined && <strong>{named}</strong>}
      <span>{dayOf(at)}</span>
    </h2>
  )
}
