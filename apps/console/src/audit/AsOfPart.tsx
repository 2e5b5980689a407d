import { ActionIcon, Skeleton, Slider, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readAsOf, type AuditEvent, type LookBack } from '../api/audit.js'
import { Moment } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { fromLocalInput, shortInstant, toLocalSeconds } from '../time/instants.js'
import { AsOfSummary } from './AsOfSummary.js'
import styles from './audit.module.css'
import { lastBy } from './moments.js'
import { Told } from './Told.js'

const { audit: says } = messages

/** The request as it was known: event by event with the slider, or at an instant that is typed. Every look is put on record. */
export function AsOfPart({ id, events }: { readonly id: string; readonly events: readonly AuditEvent[] }) {
  const last = events.length - 1
  const [at, setAt] = useState(last)
  const [instant, setInstant] = useState(events[last]?.recordedAt ?? '')
  const [asked, setAsked] = useState<LookBack>({ position: events[last]?.position ?? '0' })
  const [whole, setWhole] = useState(false)
  const slide = (index: number) => {
    setAt(index)
    setInstant(events[index]?.recordedAt ?? instant)
  }
  const look = (index: number) => {
    const event = events[Math.min(last, Math.max(0, index))]
    if (event === undefined) return
    slide(events.indexOf(event))
    setAsked({ position: event.position })
  }
  const lookAt = (typed: string | undefined) => {
    if (typed === undefined) return
    setInstant(typed)
    setAt(Math.max(0, lastBy(events, typed)))
    setAsked({ instant: typed })
  }
  const { data, error, refetch } = useQuery({
    queryKey: ['as-of', id, asked],
    queryFn: ({ signal }) => readAsOf(id, asked, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  return (
    <section className={`${screen['card']} ${screen['padded']} ${styles['asOf']}`} aria-label={says.asOf}>
      <div className={styles['steer']}>
        <ActionIcon variant="default" size="lg" aria-label={says.previous} disabled={at <= 0} onClick={() => look(at - 1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Slider
          className={styles['slider'] ?? ''}
          thumbLabel={says.slider}
          min={0}
          max={Math.max(1, last)}
          value={at}
          onChange={slide}
          onChangeEnd={look}
          label={(index) => shortInstant(events[index]?.recordedAt ?? instant)}
        />
        <ActionIcon variant="default" size="lg" aria-label={says.next} disabled={at >= last} onClick={() => look(at + 1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <TextInput
          key={instant}
          type="datetime-local"
          step={1}
          aria-label={says.instant}
          defaultValue={toLocalSeconds(Date.parse(instant))}
          onKeyDown={(event) => {
            if (event.key === 'Enter') lookAt(fromLocalInput(event.currentTarget.value))
          }}
          onBlur={({ currentTarget }) => {
            if (currentTarget.value !== currentTarget.defaultValue) lookAt(fromLocalInput(currentTarget.value))
          }}
        />
      </div>
      <h2 className={styles['partTitle']}>
        {says.knownThen}: <Moment at={instant} />
        {'position' in asked && <span className={screen['dim']}> · {events[at]?.type}</span>}
      </h2>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={160} />}
      {data !== undefined && error === null && (
        <>
          <AsOfSummary asOf={data} />
          <details onToggle={({ currentTarget }) => setWhole(currentTarget.open)}>
            <summary>{says.everything}</summary>
            {whole && <Told value={data} />}
          </details>
        </>
      )}
    </section>
  )
}
