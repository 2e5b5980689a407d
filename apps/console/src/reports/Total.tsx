import type { Figures } from '../api/reports.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { meanOf, medianOf, percent } from './figures.js'
import styles from './report.module.css'

const { reports: says, none, units } = messages

const order = ['response', 'update', 'restore', 'resolve']

const inClockOrder = <T,>(clocks: readonly (readonly [string, T])[]) =>
  [...clocks].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))

/** The whole period at a glance. */
export function Total({ figures }: { readonly figures: Figures }) {
  const times = [
    [says.mtta, says.mttaLong, figures.timeToAcknowledge],
    [says.firstResponse, says.firstResponse, figures.timeToRespond],
    [says.mttr, says.mttrLong, figures.timeToResolve],
  ] as const
  return (
    <div className={styles['total']}>
      <section className={screen['card']}>
        <h2 className={styles['partTitle']}>{says.volumes}</h2>
        <dl className={styles['numbers']}>
          <Figure name={says.received} value={figures.received} />
          <Figure name={says.ended} value={figures.ended ?? none} />
          <Figure name={says.backlogStart} value={figures.backlogAtStart ?? none} />
          <Figure name={says.backlogEnd} value={figures.backlogAtEnd ?? none} />
          <Figure name={says.escalated} value={figures.escalated ?? none} />
          <Figure name={says.reopenRate} value={percent(figures.reopenRate, none)} />
        </dl>
      </section>
      <section className={screen['card']}>
        <h2 className={styles['partTitle']}>{says.times}</h2>
        <dl className={styles['numbers']}>
          {times.map(([name, long, durations]) => (
            <div key={name} title={long}>
              <dt>{name}</dt>
              <dd>{meanOf(durations, units, none)}</dd>
              <dd className={styles['small']}>
                {says.median} {medianOf(durations, units, none)}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={screen['card']}>
        <h2 className={styles['partTitle']}>{says.sla}</h2>
        <dl className={styles['numbers']}>
          {inClockOrder(Object.entries(figures.attainment ?? {})).map(([clock, { met, breached, running, ratio }]) => (
            <div key={clock}>
              <dt>{word(messages.clock, clock)}</dt>
              <dd>{percent(ratio, none)}</dd>
              <dd className={styles['small']}>
                {met} {says.met}, {breached} {says.breached}
                {running > 0 && `, ${running} ${says.running}`}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <Counts title={says.byKind} counts={figures.byKind} words={messages.kind} />
      <Counts title={says.byPriority} counts={figures.byPriority} words={messages.priorityName} />
      <Counts title={says.byChannel} counts={figures.byChannel} words={messages.channel} />
    </div>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

interface CountsProps {
  readonly title: string
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly words: Readonly<Record<string, string>>
}

function Counts({ title, counts, words }: CountsProps) {
  const sorted = Object.entries(counts ?? {}).sort(([, one], [, other]) => other - one)
  const most = sorted[0]?.[1] ?? 0
  if (sorted.length === 0) return null
  return (
    <section className={screen['card']}>
      <h2 className={styles['partTitle']}>{title}</h2>
      <ul className={styles['counts']}>
        {sorted.map(([name, count]) => (
          <li key={name}>
            <span>{word(words, name)}</span>
            <span className={styles['bar']} aria-hidden="true">
              <span style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className={styles['count']}>{count}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
