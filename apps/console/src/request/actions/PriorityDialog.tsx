import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { levels, priorities } from '../../api/requests.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { priority: says } = messages.dialogs
const levelChoices = levels.map((value) => ({ value, label: word(messages.level, value) }))

export function PriorityDialog(props: ActDialogProps) {
  const [impact, setImpact] = useState<string>(props.request.impact ?? 'medium')
  const [urgency, setUrgency] = useState<string>(props.request.urgency ?? 'medium')
  const [priority, setPriority] = useState('')
  const [reason, setReason] = useState('')
  const { submit, pending, problem } = useAct(props, 'priority', says.done)
  const wrong = byField(problem)
  return (
    <FormDialog
      title={says.title}
      hint={says.hint}
      submit={says.submit}
      pending={pending}
      problem={problem}
      fields={['impact', 'urgency', 'priority', 'reason']}
      onClose={props.onClose}
      onSubmit={() =>
        submit({
          impact,
          urgency,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          ...(priority === '' ? {} : { priority }),
        })
      }
    >
      <NativeSelect
        data-autofocus
        label={says.impact}
        data={levelChoices}
        value={impact}
        error={wrong['impact']}
        onChange={({ currentTarget }) => setImpact(currentTarget.value)}
      />
      <NativeSelect
        label={says.urgency}
        data={levelChoices}
        value={urgency}
        error={wrong['urgency']}
        onChange={({ currentTarget }) => setUrgency(currentTarget.value)}
      />
      <NativeSelect
        label={says.override}
        data={[
          { value: '', label: says.byMatrix },
          ...priorities.map((value) => ({ value, label: word(messages.priorityName, value) })),
        ]}
        value={priority}
        error={wrong['priority']}
        onChange={({ currentTarget }) => setPriority(currentTarget.value)}
      />
      <Textarea
        autosize
        minRows={2}
        label={messages.dialogs.reason}
        value={reason}
        error={wrong['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
