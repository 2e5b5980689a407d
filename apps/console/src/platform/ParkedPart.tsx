import { Button, Skeleton } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readParked, redrive, type Parked } from '../api/platform.js'
import { EmptyState } from '../look/EmptyState.js'
import { Ago } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { sayDone, sayProblem } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { messages } from '../messages/messages.js'
import { RequestLink } from '../request/RequestLink.js'
import { DiscardDialog } from './DiscardDialog.js'
import styles from './platform.module.css'
import { useEachContext } from './use-each-context.js'
import { WaitingInputs } from './WaitingInputs.js'

const { platform: says } = messages
const REFETCH_EVERY_MS = 10_000

/** Subjects that wait because an input of theirs could not be handled. */
export function ParkedPart() {
  const { items, isPending, error, refetch } = useEachContext('parked', readParked, REFETCH_EVERY_MS)
  return (
    <>
      {error !== null && <ProblemAlert error={error} onAgain={refetch} />}
      {isPending && error === null && <Skeleton height={120} />}
      {!isPending && items.length === 0 && error === null && (
        <div className={screen['card']}>
          <EmptyState icon={<IconCircleCheck />} title={says.nothingParked} hint={says.nothingParkedHint} />
        </div>
      )}
      {items.length > 0 && (
        <>
          <p className={screen['dim']}>{says.parkedIntro}</p>
          <ul className={styles['list']}>
            {items.map(({ item }) => (
              <ParkedCard key={`${item.context}/${item.subject}`} parked={item} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function ParkedCard({ parked }: { readonly parked: Parked }) {
  const [open, setOpen] = useState(false)
  const [discarding, setDiscarding] = useState(false)
  const queryClient = useQueryClient()
  const { submit, pending } = useSubmission({
    send: (which: Parked, key) => redrive(which, key),
    onDone: async (redriven) => {
      const tell = redriven.left === 0 ? sayDone : (text: string) => sayProblem(says.redrive, text)
      tell(says.redriven(redriven))
      await queryClient.invalidateQueries({ queryKey: ['parked'] })
    },
    onProblem: ({ title, detail }) => sayProblem(title, detail),
  })
  return (
    <li className={styles['card']}>
      <div className={styles['line']}>
        <strong>{parked.context}</strong>
        {parked.failed.stream.startsWith('request-') ? <RequestLink id={parked.subject} titled /> : <code>{parked.subject}</code>}
        <span className={screen['dim']}>
          {says.since} <Ago at={parked.since} /> · {says.waiting(parked.waiting)}
        </span>
      </div>
      <p className={styles['error']}>{parked.error}</p>
      <div className={styles['acts']}>
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? says.hide : says.look}
        </Button>
        <Button loading={pending} onClick={() => submit(parked)}>
          {says.redrive}
        </Button>
        <Button variant="default" onClick={() => setDiscarding(true)}>
          {says.discard}
        </Button>
      </div>
      {open && <WaitingInputs parked={parked} />}
      {discarding && <DiscardDialog parked={parked} onClose={() => setDiscarding(false)} />}
    </li>
  )
}
