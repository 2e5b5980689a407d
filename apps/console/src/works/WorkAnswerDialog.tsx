import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../api/problem.js'
import { FormDialog } from '../look/FormDialog.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { useWorkAct } from './use-works.js'

export type WorkQuestion = 'decline' | 'cancellation' | 'completion'

interface WorkAnswerDialogProps {
  readonly id: string
  /** For whom it is declined. */
  readonly accountId: string | undefined
  readonly question: WorkQuestion
  readonly onClose: () => void
}

const { works: says } = messages

/** What has to be said before a work is declined, cancelled or completed. */
export function WorkAnswerDialog({ id, accountId, question, onClose }: WorkAnswerDialogProps) {
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState('done')
  const { submit, pending, problem } = useWorkAct(id, onClose)
  const wrong = byField(problem)
  if (question === 'completion')
    return (
      <FormDialog
        title={says.complete}
        submit={says.complete}
        pending={pending}
        problem={problem}
        fields={['outcome']}
        onClose={onClose}
        onSubmit={() => submit({ act: 'completion', body: { outcome }, done: says.completed })}
      >
        <NativeSelect
          data-autofocus
          label={says.outcome}
          value={outcome}
          error={wrong['outcome']}
          data={Object.keys(says.outcomes).map((value) => ({ value, label: word(says.outcomes, value) }))}
          onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
        />
      </FormDialog>
    )
  const decline = question === 'decline'
  return (
    <FormDialog
      title={decline ? says.declineTitle : says.cancel}
      submit={decline ? says.decline : says.cancel}
      danger={!decline}
      pending={pending}
      problem={problem}
      fields={['reason']}
      onClose={onClose}
      onSubmit={() =>
        submit({
          act: question,
          body: { reason: reason.trim(), ...(decline && accountId !== undefined ? { accountId } : {}) },
          done: decline ? says.declined : says.cancelled,
        })
      }
    >
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={decline ? says.declineReason : says.cancelReason}
        value={reason}
        error={wrong['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
