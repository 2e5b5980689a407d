import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconUnlink } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { readFollowed, type Followed } from '../api/follow.js'
import { Problem } from '../api/problem.js'
import { EmptyState } from '../look/EmptyState.js'
import { PriorityMark, StatusMark } from '../look/marks.js'
import { Ago, Moment } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { LongText } from '../request/timeline/LongText.js'
import styles from './follow.module.css'

const route = getRouteApi('/follow/$token')
const { follow: says } = messages

/** What a client sees who has the link from the acknowledgement, without an account. */
export function FollowScreen() {
  const { token } = route.useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['follow', token],
    queryFn: ({ signal }) => readFollowed(token, signal),
    refetchInterval: 60_000,
  })
  return (
    <main className={styles['page']}>
      <header className={styles['brand']}>
        <img src="/favicon.svg" width={24} height={24} alt="" />
        <span>{messages.productLong}</span>
      </header>
      {data === undefined && error === null && <Skeleton height={320} />}
      {error !== null &&
        (error instanceof Problem && error.status === 404 ? (
          <EmptyState icon={<IconUnlink />} title={says.unknown} hint={says.unknownHint} />
        ) : (
          <ProblemAlert error={error} onAgain={() => void refetch()} />
        ))}
      {data !== undefined && <Story followed={data} />}
    </main>
  )
}

function Story({ followed }: { readonly followed: Followed }) {
  const { number, kind, status, priority, receivedAt, spoc, clocks, timeline } = followed
  useTitle(number)
  return (
    <>
      <section className={`${screen['card']} ${styles['card']}`}>
        <div className={styles['line']}>
          <h1 className={styles['number']}>{number}</h1>
          <PriorityMark priority={priority} />
          <StatusMark status={status} />
          <span className={screen['dim']}>{word(messages.kind, kind)}</span>
        </div>
        <p>
          {spoc === null ? says.noSpoc : says.spoc(spoc)} {says.received} <Moment at={receivedAt} />.
        </p>
        <ul className={styles['clocks']}>
          {clocks.map(({ clock, state, dueAt }) => (
            <li key={clock}>
              <span className={screen['dim']}>{word(messages.clock, clock)}</span>
              <span>{word(messages.clockState, state)}</span>
              {dueAt !== undefined && state !== 'met' && (
                <span>
                  {says.due} <Moment at={dueAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <ol className={styles['story']} aria-label={messages.request.tabs.timeline}>
        {[...timeline].reverse().map(({ at, type, title, text }) => (
          <li key={`${at}${type}`} className={`${screen['card']} ${styles['entry']}`}>
            <div className={styles['line']}>
              <strong>{title}</strong>
              <span className={screen['dim']}>
                <Moment at={at} /> (<Ago at={at} />)
              </span>
            </div>
            {text !== undefined && text !== '' && <LongText text={text} />}
          </li>
        ))}
      </ol>
    </>
  )
}
