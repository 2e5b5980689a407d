import { Button, Skeleton } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { acknowledgePage, type PageToPeople } from '../api/routing.js'
import { EmptyState } from '../look/EmptyState.js'
import { Ago } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { sayDone, sayProblem } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { RequestLink } from '../request/RequestLink.js'
import { DeclinePageDialog } from './DeclinePageDialog.js'
import { useMyPages } from './my-pages.js'
import styles from './pages.module.css'

const { pages: says } = messages

/** Who is on duty answers here. */
export function PagesScreen() {
  const { data, error, isPending, refetch } = useMyPages()
  useTitle(says.title)
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <h1 className={screen['title']}>{says.title}</h1>
      </div>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {isPending && error === null && <Skeleton height={96} />}
      {data !== undefined && data.items.length === 0 && (
        <div className={screen['card']}>
          <EmptyState icon={<IconMoodSmile />} title={says.empty} hint={says.emptyHint} />
        </div>
      )}
      {data !== undefined && data.items.length > 0 && (
        <>
          <p className={screen['dim']}>{says.intro}</p>
          <ul className={styles['list']}>
            {data.items.map((page) => (
              <PageCard key={page.id} page={page} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function PageCard({ page }: { readonly page: PageToPeople }) {
  const [declining, setDeclining] = useState(false)
  const queryClient = useQueryClient()
  const { submit, pending } = useSubmission({
    send: ({ id }: { readonly id: string }, key) => acknowledgePage(id, key),
    onDone: async () => {
      sayDone(says.done)
      await queryClient.invalidateQueries({ queryKey: ['pages'] })
    },
    onProblem: ({ title, detail }) => sayProblem(title, detail),
  })
  return (
    <li className={styles['card']}>
      <div className={styles['text']}>
        <div className={styles['line']}>
          <strong>{word(messages.pageReason, page.reason)}</strong>
          <span className={screen['dim']}>
            {says.since} <Ago at={page.startedAt} />
          </span>
        </div>
        <RequestLink id={page.requestId} titled />
      </div>
      <div className={styles['acts']}>
        <Button loading={pending} onClick={() => submit({ id: page.id })}>
          {says.acknowledge}
        </Button>
        <Button variant="default" onClick={() => setDeclining(true)}>
          {says.decline}
        </Button>
      </div>
      {declining && <DeclinePageDialog id={page.id} onClose={() => setDeclining(false)} />}
    </li>
  )
}
