import { NativeSelect, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { escalate as send } from '../../api/routing.js'
import { useTeams } from '../../app/directory.js'
import { isClient } from '../../app/roles.js'
import { useMe } from '../../app/session.js'
import { FormDialog } from '../../look/FormDialog.js'
import { sayDone } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'
import type { ActDialogProps } from './use-act.js'

const { escalate } = messages.dialogs

/** To more skill or to more authority; a client escalates to those who answer for the service. */
export function EscalateDialog({ request, asked, onClose }: ActDialogProps) {
  const client = isClient(useMe())
  const { data: teams } = useTeams()
  const [kind, setKind] = useState('hierarchical')
  const [toTeamId, setToTeamId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const refetch = useRefetchRequest(asked)
  const { submit, pending, problem } = useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) => send(body, key),
    onDone: async () => {
      onClose()
      sayDone(escalate.done)
      await refetch()
    },
  })
  const wrong = byField(problem)
  const functional = kind === 'functional'
  return (
    <FormDialog
      title={escalate.title}
      {...(client ? { hint: escalate.hintClient } : {})}
      submit={escalate.submit}
      pending={pending}
      problem={problem}
      fields={['kind', 'reason', ...(functional ? ['toTeamId'] : [])]}
      onClose={onClose}
      onSubmit={() =>
        submit({ requestId: request.id, kind, reason: reason.trim(), ...(functional && toTeamId !== null ? { toTeamId } : {}) })
      }
    >
      {!client && (
        <NativeSelect
          label={escalate.kind}
          data={[
            { value: 'hierarchical', label: escalate.hierarchical },
            { value: 'functional', label: escalate.functional },
          ]}
          value={kind}
          error={wrong['kind']}
          onChange={({ currentTarget }) => setKind(currentTarget.value)}
        />
      )}
      {functional && (
        <Select
          searchable
          label={escalate.team}
          data={(teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={toTeamId}
          error={wrong['toTeamId']}
          onChange={setToTeamId}
        />
      )}
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={escalate.reason}
        value={reason}
        error={wrong['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  )
}
