import { ActionIcon, Skeleton, Slider, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { readAsOf, type AuditEvent } from '../api/audit.js'
import { Moment } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { fromLocalInput, shortInstant, toLocalInput } from '../time/instants.js'
import styles from './audit.module.css'
import { momentAt, momentsOf } from './moments.js'
import { Told } from './Told.js'

const { audit: says } = messages

/** The request as it was known at an instant: moved through by a slider, event by event, or typed. */
export function AsOfPart({ id, events }: { readonly id: string; readonly events: readonly AuditEvent[] }) {
  const moments = useMemo(() => momentsOf(events), [events])
  const last = moments.length - 1
  const [instant, setInstant] = useState(moments[last] ?? new Date().toISOString())
  const [asked] = useDebouncedValue(instant, 250)
  const at = momentAt(moments, instant)
  const go = (index: number) => setInstant(moments[Math.min(last, Math.max(0, index))] ?? instant)
  const { data, error, refetch } = useQuery({
    queryKey: ['as-of', id, asked],
    queryFn: ({ signal }) => readAsOf(id, asked, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section className={`${screen['card']} ${screen['padded']} ${styles['asOf']}`} aria-label={says.asOf}>
      <div className={styles['steer']}>
        <ActionIcon variant="default" size="lg" aria-label={says.previous} disabled={at <= 0} onClick={() => go(at - 1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Slider
          className={styles['slider'] ?? ''}
          thumbLabel={says.slider}
          min={0}
          max={Math.max(1, last)}
          value={at}
          onChange={go}
          label={(index) => shortInstant(moments[index] ?? instant)}
        />
        <ActionIcon variant="default" size="lg" aria-label={says.next} disabled={at >= last} onClick={() => go(at + 1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <TextInput
          type="datetime-local"
          step={1}
          aria-label={says.instant}
          value={toLocalInput(Date.parse(instant))}
          onChange={({ currentTarget }) => setInstant(fromLocalInput(currentTarget.value) ?? instant)}
        />
      </div>
      <h2 className={styles['partTitle']}>
        {says.knownThen}: <Moment at={instant} />
      </h2>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={160} />}
      {data !== undefined && error === null && <Told value={data} />}
    </section>
  )
}
