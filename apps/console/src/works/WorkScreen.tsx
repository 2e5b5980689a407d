import { Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Problem } from '../api/problem.js'
import type { Work } from '../api/works.js'
import { NotFound } from '../app/NotFound.js'
import { Mark } from '../look/marks.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { Affected } from './Affected.js'
import { Approvals } from './Approvals.js'
import { stateTone } from './standing.js'
import { useWork } from './use-works.js'
import { WindowText } from './WindowText.js'
import { WorkActions } from './WorkActions.js'
import styles from './works.module.css'

const route = getRouteApi('/inside/works/$work')
const { works: says } = messages

export function WorkScreen() {
  const { work: id } = route.useParams()
  const { data, error, refetch } = useWork(id)
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <div className={screen['screen']} aria-busy={data === undefined}>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {data === undefined ? error === null && <Skeleton height={320} /> : <WorkView work={data} />}
    </div>
  )
}

function WorkView({ work }: { readonly work: Work }) {
  useTitle(`${work.reference} · ${work.title}`)
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['headLine']}>
          <Link to="/works" className={styles['back']} aria-label={says.back}>
            <IconArrowLeft size={18} aria-hidden="true" />
          </Link>
          <span className={styles['reference']}>{work.reference}</span>
          <Mark tone={stateTone(work.state)}>{word(messages.workState, work.state)}</Mark>
          <span className={screen['dim']}>{word(messages.workKind, work.kind)}</span>
        </div>
        <h1 className={styles['title']}>{work.title}</h1>
      </header>
      <WorkActions work={work} />
      <div className={styles['columns']}>
        <div className={`${screen['card']} ${screen['padded']} ${styles['parts']}`}>
          {work.reason !== undefined && work.reason !== null && <p>{says.reason(work.reason)}</p>}
          <Part title={says.windows}>
            <ul>
              {work.windows.map((window) => (
                <li key={window.from}>
                  <WindowText window={window} />
                </li>
              ))}
            </ul>
          </Part>
          <Part title={says.description}>{work.description}</Part>
          <Part title={says.method}>{work.method}</Part>
          <Part title={says.rollback}>{work.rollback}</Part>
        </div>
        <div className={`${screen['card']} ${screen['padded']} ${styles['parts']}`}>
          <Affected work={work} />
          <Approvals work={work} />
        </div>
      </div>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  if (children === undefined || children === null || children === '') return null
  return (
    <section className={styles['part']}>
      <h2>{title}</h2>
      <div className={styles['told']}>{children}</div>
    </section>
  )
}
