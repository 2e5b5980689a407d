import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { useAct, type ActDialogProps } from './use-act.js'
import { dangerous } from './words.js'

const { dialogs } = messages

const says = {
  cancel: dialogs.cancelRequest,
  reject: { ...dialogs.reject },
  reopen: { ...dialogs.reopen, hint: undefined },
} as const

/** For acts that need a reason and nothing else. */
export function ReasonDialog({ action, ...props }: ActDialogProps & { readonly action: 'cancel' | 'reject' | 'reopen' }) {
  const { title, reason: label, hint, submit: name, done } = says[action]
  const [reason, setReason] = useState('')
  const { submit, pending, problem } = useAct(props, action, done, action !== 'reopen')
  return (
    <FormDialog
      title={title}
      {...(hint === undefined ? {} : { hint })}
      submit={name}
      danger={dangerous(action)}
      pending={pending}
      problem={problem}
      fields={['reason']}
      onClose={props.onClose}
      onSubmit={() => submit({ reason: reason.trim() })}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={label}
        value={reason}
        error={byField(problem)['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
