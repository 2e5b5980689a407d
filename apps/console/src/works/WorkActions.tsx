import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Work } from '../api/works.js'
import { mayAnswerWorks, mayPlanWorks } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { sayProblem } from '../look/told.js'
import { messages } from '../messages/messages.js'
import { awaitedOf } from './standing.js'
import { useWorkAct } from './use-works.js'
import { WorkAnswerDialog, type WorkQuestion } from './WorkAnswerDialog.js'
import styles from './works.module.css'

const { works: says } = messages

/** What the person can do: a client answers, staff carry the work out. */
export function WorkActions({ work }: { readonly work: Work }) {
  const me = useMe()
  const [question, setQuestion] = useState<WorkQuestion | undefined>(undefined)
  const { submit, pending } = useWorkAct(work.id, undefined, sayProblem)
  const [answersFor] = mayAnswerWorks(me) ? awaitedOf(work, me.accountIds) : []
  const carries = mayPlanWorks(me)
  const planned = work.state === 'tentative' || work.state === 'confirmed'
  if (answersFor === undefined && !carries) return null
  return (
    <div className={styles['actions']} role="group" aria-label={messages.dialogs.actions}>
      {answersFor !== undefined && (
        <>
          <Button
            loading={pending}
            onClick={() => submit({ act: 'approval', body: { accountId: answersFor }, done: says.approved })}
          >
            {says.approve}
          </Button>
          <Button variant="default" onClick={() => setQuestion('decline')}>
            {says.decline}
          </Button>
        </>
      )}
      {carries && work.state === 'confirmed' && (
        <Button loading={pending} onClick={() => submit({ act: 'start', body: {}, done: says.started })}>
          {says.start}
        </Button>
      )}
      {carries && work.state === 'in-process' && <Button onClick={() => setQuestion('completion')}>{says.complete}</Button>}
      {carries && planned && (
        <Button variant="default" onClick={() => setQuestion('cancellation')}>
          {says.cancel}
        </Button>
      )}
      {question !== undefined && (
        <WorkAnswerDialog id={work.id} accountId={answersFor} question={question} onClose={() => setQuestion(undefined)} />
      )}
    </div>
  )
}
