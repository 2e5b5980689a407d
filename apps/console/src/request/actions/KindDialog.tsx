import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { kinds } from '../../api/requests.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { kind: says } = messages.dialogs

export function KindDialog(props: ActDialogProps) {
  const [kind, setKind] = useState<string>(kinds.find((other) => other !== props.request.kind) ?? kinds[0])
  const [reason, setReason] = useState('')
  const { submit, pending, problem } = useAct(props, 'kind', says.done)
  const wrong = byField(problem)
  return (
    <FormDialog
      title={says.title}
      submit={says.submit}
      pending={pending}
      problem={problem}
      fields={['kind', 'reason']}
      onClose={props.onClose}
      onSubmit={() => submit({ kind, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })}
    >
      <NativeSelect
        data-autofocus
        label={says.kind}
        data={kinds
          .filter((other) => other !== props.request.kind)
          .map((value) => ({ value, label: word(messages.kind, value) }))}
        value={kind}
        error={wrong['kind']}
        onChange={({ currentTarget }) => setKind(currentTarget.value)}
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
