import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { HandoverDialog } from './HandoverDialog.js'
import { useEngagementAnswer } from './use-engagement.js'

export interface EngagementQuestion {
  readonly what: 'decline' | 'completion' | 'withdrawal' | 'handover'
  readonly id: string
}

interface EngagementDialogsProps {
  readonly question: EngagementQuestion
  readonly asked: string
  readonly onClose: () => void
}

const { engagement: says } = messages.dialogs

export function EngagementDialogs({ question, asked, onClose }: EngagementDialogsProps) {
  if (question.what === 'handover') return <HandoverDialog id={question.id} asked={asked} onClose={onClose} />
  if (question.what === 'completion') return <CompleteDialog id={question.id} asked={asked} onClose={onClose} />
  return <ReasonDialog what={question.what} id={question.id} asked={asked} onClose={onClose} />
}

interface AnswerProps {
  readonly id: string
  readonly asked: string
  readonly onClose: () => void
}

function CompleteDialog({ id, asked, onClose }: AnswerProps) {
  const { submit, pending, problem } = useEngagementAnswer(asked, id, onClose)
  const [outcome, setOutcome] = useState('solved')
  const [report, setReport] = useState('')
  const wrong = byField(problem)
  return (
    <FormDialog
      title={says.completeTitle}
      submit={says.complete}
      pending={pending}
      problem={problem}
      fields={['outcome', 'report']}
      onClose={onClose}
      onSubmit={() => submit({ act: 'completion', body: { outcome, report } })}
    >
      <NativeSelect
        label={says.outcome}
        value={outcome}
        error={wrong['outcome']}
        data={Object.keys(messages.engagementOutcome).map((value) => ({ value, label: word(messages.engagementOutcome, value) }))}
        onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
      />
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={says.report}
        value={report}
        error={wrong['report']}
        onChange={({ currentTarget }) => setReport(currentTarget.value)}
      />
    </FormDialog>
  )
}

function ReasonDialog({ what, id, asked, onClose }: AnswerProps & { readonly what: 'decline' | 'withdrawal' }) {
  const { submit, pending, problem } = useEngagementAnswer(asked, id, onClose)
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={what === 'decline' ? says.declineTitle : says.withdrawTitle}
      submit={what === 'decline' ? says.decline : says.withdraw}
      pending={pending}
      problem={problem}
      fields={['reason']}
      onClose={onClose}
      onSubmit={() => submit({ act: what, body: { reason } })}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        label={messages.dialogs.reason}
        value={reason}
        error={byField(problem)['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
