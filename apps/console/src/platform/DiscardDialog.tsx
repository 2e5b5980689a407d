import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { discard, type Parked } from '../api/platform.js'
import { byField } from '../api/problem.js'
import { FormDialog } from '../look/FormDialog.js'
import { sayDone } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { messages } from '../messages/messages.js'

const { platform: says } = messages

/** Asks why, before an input is given up for good. */
export function DiscardDialog({ parked, onClose }: { readonly parked: Parked; readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const queryClient = useQueryClient()
  const { submit, pending, problem } = useSubmission({
    send: (text: string, key) => discard(parked, text, key),
    onDone: async (redriven) => {
      onClose()
      sayDone(says.redriven(redriven))
      await queryClient.invalidateQueries({ queryKey: ['parked'] })
    },
  })
  return (
    <FormDialog
      title={says.discardTitle}
      hint={says.discardHint}
      submit={says.discardSubmit}
      danger
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
        label={says.discardReason}
        value={reason}
        error={byField(problem)['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
