import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { assignSpoc } from '../../api/routing.js'
import { useTeams } from '../../app/directory.js'
import { useColleagues } from '../../app/people-names.js'
import { FormDialog } from '../../look/FormDialog.js'
import { sayDone } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'
import type { ActDialogProps } from './use-act.js'

const { assign } = messages.dialogs

/** Hands the request to another point of contact: a colleague, or back to a team. */
export function AssignDialog({ request, asked, onClose }: ActDialogProps) {
  const colleagues = useColleagues()
  const { data: teams } = useTeams()
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const refetch = useRefetchRequest(asked)
  const { submit, pending, problem } = useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) => assignSpoc(request.id, body, key),
    onDone: async () => {
      onClose()
      sayDone(assign.done)
      await refetch()
    },
  })
  const wrong = byField(problem)
  const isTeam = teams?.items.some(({ id }) => id === to) === true
  const whom = to === null ? {} : isTeam ? { teamId: to } : { personId: to }
  return (
    <FormDialog
      title={assign.title}
      submit={assign.submit}
      pending={pending}
      problem={problem}
      fields={['personId', 'teamId', 'reason']}
      onClose={onClose}
      onSubmit={() => submit({ ...whom, reason: reason.trim() })}
    >
      <Select
        data-autofocus
        searchable
        label={assign.to}
        data={[
          { group: assign.people, items: colleagues.map(({ id, name }) => ({ value: id, label: name })) },
          { group: assign.teams, items: (teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name })) },
        ]}
        value={to}
        error={wrong['personId'] ?? wrong['teamId']}
        onChange={setTo}
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
