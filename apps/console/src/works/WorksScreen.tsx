import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconCalendarOff, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Work } from '../api/works.js'
import { isClient, mayAnswerWorks, mayPlanWorks } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { EmptyState } from '../look/EmptyState.js'
import { Mark } from '../look/marks.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { PlanDialog } from './PlanDialog.js'
import { awaitedOf, impactTone, stateTone, worstImpact } from './standing.js'
import { useWorks } from './use-works.js'
import { WindowText } from './WindowText.js'
import styles from './works.module.css'

const { works: says } = messages

/** Planned works: ahead, under way, and done. */
export function WorksScreen() {
  const me = useMe()
  useTitle(says.title)
  const [planning, setPlanning] = useState(false)
  const [past, setPast] = useState(false)
  const { works, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useWorks(past)
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <h1 className={screen['title']}>{says.title}</h1>
        <SegmentedControl
          aria-label={says.which}
          data={[
            { value: 'ahead', label: says.ahead },
            { value: 'past', label: says.past },
          ]}
          value={past ? 'past' : 'ahead'}
          onChange={(chosen) => setPast(chosen === 'past')}
        />
        <span className={screen['spring']} />
        {mayPlanWorks(me) && (
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setPlanning(true)}>
            {says.plan}
          </Button>
        )}
      </div>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {isPending && error === null && <Skeleton height={200} />}
      {!isPending && works.length === 0 && error === null && (
        <div className={screen['card']}>
          <EmptyState
            icon={<IconCalendarOff />}
            title={past ? says.emptyPast : says.empty}
            hint={isClient(me) ? says.emptyHintClient : says.emptyHint}
          />
        </div>
      )}
      {works.length > 0 && (
        <ul className={`${screen['card']} ${styles['list']}`}>
          {works.map((work) => (
            <Line key={work.id} work={work} asks={mayAnswerWorks(me) && awaitedOf(work, me.accountIds).length > 0} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={screen['more']}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {says.more}
          </Button>
        </div>
      )}
      {planning && <PlanDialog onClose={() => setPlanning(false)} />}
    </div>
  )
}

function Line({ work, asks }: { readonly work: Work; readonly asks: boolean }) {
  const worst = worstImpact(work)
  const first = work.windows[0]
  return (
    <li className={styles['line']}>
      <span className={styles['reference']}>{work.reference}</span>
      <Link to="/works/$work" params={{ work: work.id }} className={styles['open']}>
        {work.title}
      </Link>
      <span className={styles['window']}>{first !== undefined && <WindowText window={first} />}</span>
      <span className={styles['marks']}>
        {worst !== undefined && <Mark tone={impactTone(worst)}>{word(messages.workImpact, worst)}</Mark>}
        <Mark tone={stateTone(work.state)}>{word(messages.workState, work.state)}</Mark>
        {asks && <Mark tone="urgent">{says.yourAnswer}</Mark>}
      </span>
    </li>
  )
}
