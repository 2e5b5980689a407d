import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { byField, Problem } from '../../api/problem.js'
import { actOn, readRequest } from '../../api/requests.js'
import { FormDialog } from '../../look/FormDialog.js'
import { sayDone } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'
import type { ActDialogProps } from './use-act.js'

const { merge } = messages.dialogs

/** People know requests by number; the platform merges by id. */
const idOf = (number: string): Promise<string> =>
  readRequest(number).then(
    ({ id }) => id,
    (error: unknown) => {
      if (error instanceof Problem && (error.status === 404 || error.status === 422))
        throw new Problem(422, 'request-unknown', messages.problem.title, merge.unknown, undefined, [
          { field: 'into', code: 'request-unknown', detail: merge.unknown },
        ])
      throw error
    },
  )

export function MergeDialog({ request, asked, onClose }: ActDialogProps) {
  const [number, setNumber] = useState('')
  const refetch = useRefetchRequest(asked)
  const { submit, pending, problem } = useSubmission({
    send: async (into: string, key) => actOn(request.id, 'merge', { into: await idOf(into) }, key),
    onDone: async () => {
      onClose()
      sayDone(merge.done)
      await refetch()
    },
  })
  return (
    <FormDialog
      title={merge.title}
      hint={merge.hint}
      submit={merge.submit}
      pending={pending}
      problem={problem}
      fields={['into']}
      onClose={onClose}
      onSubmit={() => submit(number.trim())}
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
