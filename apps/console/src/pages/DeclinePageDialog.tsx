import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { byField } from '../api/problem.js'
import { declinePage } from '../api/routing.js'
import { FormDialog } from '../look/FormDialog.js'
import { useSubmission } from '../look/use-submission.js'
import { messages } from '../messages/messages.js'

const { pages: says } = messages

export function DeclinePageDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const queryClient = useQueryClient()
  const { submit, pending, problem } = useSubmission({
    send: (text: string, key) => declinePage(id, text, key),
    onDone: async () => {
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['pages'] })
    },
  })
  return (
    <FormDialog
      title={says.declineTitle}
      hint={says.declineHint}
      submit={says.decline}
      pending={pending}
      problem={problem}
      fields={['reason']}
      onClose={onClose}
      onSubmit={() => submit(reason.trim())}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        label={says.declineReason}
        value={reason}
        error={byField(problem)['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
