import type { Clock, RequestDetail } from '../api/requests.js'
import { ClockCountdown } from '../look/ClockCountdown.js'
import { Moment } from '../look/Moment.js'
import { messages } from '../messages/messages.js'
import styles from './request.module.css'

const order = ['response', 'update', 'restore', 'resolve']

const inOrder = (clocks: readonly Clock[]) =>
  [...clocks].sort((one, other) => order.indexOf(one.clock) - order.indexOf(other.clock))

/** Every clock of the request, counting; with the instant it falls due in this browser's zone. */
export function ClocksStrip({ request }: { readonly request: RequestDetail }) {
  const clocks = inOrder(request.clocks ?? [])
  if (clocks.length === 0)
    return (
      <p className={styles['noClocks']}>
        {request.accountId === undefined || request.accountId === null
          ? messages.request.clocksFromAccount
          : messages.request.noClocks}
      </p>
    )
  return (
    <ul className={styles['clocks']} aria-label={messages.request.clocks}>
      {clocks.map((clock) => (
        <li key={clock.clock} className={styles['clock']}>
          <ClockCountdown clock={clock} named />
          <span className={styles['due']}>
            {clock.dueAt === undefined || clock.dueAt === null ? messages.none : <Moment at={clock.dueAt} />}
          </span>
        </li>
      ))}
    </ul>
  )
}
