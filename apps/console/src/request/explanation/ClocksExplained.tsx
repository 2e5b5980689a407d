import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconClockOff } from '@tabler/icons-react'
import { readExplanation, type ClockExplanation, type ExplanationLine } from '../../api/sla.js'
import type { RequestDetail } from '../../api/requests.js'
import { EmptyState } from '../../look/EmptyState.js'
import { Moment } from '../../look/Moment.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import screen from '../../look/screen.module.css'
import table from '../../look/table.module.css'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { span } from '../../time/span.js'
import styles from './explanation.module.css'

const { explanation: says } = messages.request

/** Line by line, which minutes counted, which did not, and why. */
export function ClocksExplained({ request, asked }: { readonly request: RequestDetail; readonly asked: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['request', asked, 'explanation'],
    queryFn: ({ signal }) => readExplanation(request.id, signal),
  })
  if (error !== null) return <ProblemAlert error={error} onAgain={() => void refetch()} />
  if (data === undefined) return <Skeleton height={240} />
  if (data.clocks.length === 0)
    return (
      <div className={screen['card']}>
        <EmptyState icon={<IconClockOff />} title={says.empty} />
      </div>
    )
  return data.clocks.map((clock) => <OneClock key={clock.clock} clock={clock} />)
}

const length = (ms: number) => span(ms, messages.units)

function OneClock({ clock: explained }: { readonly clock: ClockExplanation }) {
  const { clock, state, targetMs, countedMs, pausedMs, closedMs, remainingMs, lines } = explained
  return (
    <section className={screen['card']}>
      <header className={styles['head']}>
        <h2>{word(messages.clock, clock)}</h2>
        <span>{word(messages.clockState, state)}</span>
        <span>{says.target(length(targetMs))}</span>
        <span>{says.countedText(length(countedMs))}</span>
        {pausedMs > 0 && <span>{says.paused(length(pausedMs))}</span>}
        {closedMs > 0 && <span>{says.closed(length(closedMs))}</span>}
        <span data-over={remainingMs < 0}>
          {remainingMs < 0 ? says.over(length(-remainingMs)) : says.left(length(remainingMs))}
        </span>
      </header>
      <div className={table['scroll']} tabIndex={0} role="region" aria-label={word(messages.clock, clock)}>
        <table className={`${table['table']} ${styles['intervals']}`}>
          <thead>
            <tr>
              <th scope="col">{says.from}</th>
              <th scope="col">{says.to}</th>
              <th scope="col">{says.length}</th>
              <th scope="col">{says.counted}?</th>
              <th scope="col">{says.why}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Stretch key={`${line.from}-${line.because.is}`} line={line} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Stretch({ line: { from, to, ms, counts, because } }: { readonly line: ExplanationLine }) {
  const why = [
    word(says.because, because.is),
    because.name,
    word(messages.pauseReason, because.reason),
    word(messages.holdParty, because.party),
  ]
  return (
    <tr data-counts={counts}>
      <td>
        <Moment at={from} />
      </td>
      <td>
        <Moment at={to} />
      </td>
      <td className="numerals">{length(ms)}</td>
      <td>{counts ? says.counted : says.notCounted}</td>
      <td>{why.filter((part) => part !== undefined && part !== '').join(', ')}</td>
    </tr>
  )
}
