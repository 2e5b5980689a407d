import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Done } from '../api/client.js'
import { byField } from '../api/problem.js'
import { FormDialog } from './FormDialog.js'
import { useSubmission } from './use-submission.js'

interface ReasonDialogProps<T> {
  readonly title: string
  readonly hint?: string
  readonly label: string
  readonly submit: string
  readonly danger?: boolean
  readonly send: (reason: string, key: string) => Promise<Done<T>>
  readonly onDone: (done: T) => void | Promise<void>
  readonly onClose: () => void
}

/** Asks why, before something is done. */
export function ReasonDialog<T>({ label, send, onDone, onClose, ...dialog }: ReasonDialogProps<T>) {
  const [reason, setReason] = useState('')
  const { submit, pending, problem } = useSubmission({
    send,
    onDone: async (done: T) => {
      onClose()
      await onDone(done)
    },
  })
  return (
    <FormDialog
      {...dialog}
      pending={pending}
      problem={problem}
      fields={['reason']}
      onClose={onClose}
      onSubmit={() => submit(reason.trim())}
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
