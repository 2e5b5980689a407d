import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconClockOff } from '@tabler/icons-react'
import { readExplanation, type ClockExplanation, type ExplanationLine } from '../../api/sla.js'
import type { RequestDetail } from '../../api/requests.js'
import { EmptyState } from '../../look/EmptyState.js'
import { Moment } from '../../look/Moment.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import screen from '../../look/screen.module.css'
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
  const clocks = data.clocks ?? []
  if (clocks.length === 0)
    return (
      <div className={screen['card']}>
        <EmptyState icon={<IconClockOff />} title={says.empty} />
      </div>
    )
  return clocks.map((clock) => <OneClock key={clock.clock} clock={clock} />)
}

function OneClock({ clock: { clock, targetMs, elapsedMs, dueAt, lines } }: { readonly clock: ClockExplanation }) {
  return (
    <section className={screen['card']}>
      <header className={styles['head']}>
        <h2>{word(messages.clock, clock)}</h2>
        {targetMs !== undefined && <span>{says.target(span(targetMs, messages.units))}</span>}
        {elapsedMs !== undefined && <span>{says.elapsed(span(elapsedMs, messages.units))}</span>}
        {dueAt !== undefined && <Moment at={dueAt} />}
      </header>
      <div className={styles['scroll']} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{says.from}</th>
              <th scope="col">{says.to}</th>
              <th scope="col">{says.length}</th>
              <th scope="col" />
              <th scope="col">{says.why}</th>
            </tr>
          </thead>
          <tbody>
            {(lines ?? []).map((line) => (
              <Stretch key={`${line.from}-${line.to}-${line.why ?? line.reason}`} line={line} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Stretch({ line }: { readonly line: ExplanationLine }) {
  const counts = line.counted ?? line.counts ?? false
  const length =
    line.ms ?? (line.from !== undefined && line.to !== undefined ? Date.parse(line.to) - Date.parse(line.from) : undefined)
  return (
    <tr data-counts={counts}>
      <td>{line.from !== undefined && <Moment at={line.from} />}</td>
      <td>{line.to === undefined ? says.stillRunning : <Moment at={line.to} />}</td>
      <td className="numerals">{length === undefined ? messages.none : span(length, messages.units)}</td>
      <td>{counts ? says.counted : says.notCounted}</td>
      <td>{line.why ?? line.reason}</td>
    </tr>
  )
}
