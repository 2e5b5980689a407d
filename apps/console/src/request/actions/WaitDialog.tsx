import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { wait } = messages.dialogs

export function WaitDialog(props: ActDialogProps) {
  const [what, setWhat] = useState('')
  const { submit, pending, problem } = useAct(props, 'await-client', wait.done)
  return (
    <FormDialog
      title={wait.title}
      hint={wait.hint}
      submit={wait.submit}
      pending={pending}
      problem={problem}
      fields={['what']}
      onClose={props.onClose}
      onSubmit={() => submit({ what: what.trim() })}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={wait.what}
        value={what}
        error={byField(problem)['what']}
        onChange={({ currentTarget }) => setWhat(currentTarget.value)}
      />
    </FormDialog>
  )
}
