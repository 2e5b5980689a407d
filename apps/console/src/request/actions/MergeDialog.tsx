import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { merge } = messages.dialogs

export function MergeDialog(props: ActDialogProps) {
  const [number, setNumber] = useState('')
  const { submit, pending, problem } = useAct(props, 'merge', merge.done)
  return (
    <FormDialog
      title={merge.title}
      hint={merge.hint}
      submit={merge.submit}
      pending={pending}
      problem={problem}
      fields={['into']}
      onClose={props.onClose}
      onSubmit={() => submit({ into: number.trim() })}
    >
      <TextInput
        data-autofocus
        label={merge.into}
        placeholder={merge.intoPlaceholder}
        value={number}
        error={byField(problem)['into']}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
    </FormDialog>
  )
}
