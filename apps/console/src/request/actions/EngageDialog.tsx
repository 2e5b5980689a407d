import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { engageTeam } from '../../api/routing.js'
import { useTeams } from '../../app/directory.js'
import { FormDialog } from '../../look/FormDialog.js'
import { sayDone } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'
import type { ActDialogProps } from './use-act.js'

const { engage } = messages.dialogs

export function EngageDialog({ request, asked, onClose }: ActDialogProps) {
  const { data: teams } = useTeams()
  const [teamId, setTeamId] = useState<string | null>(null)
  const [ask, setAsk] = useState('')
  const [tried, setTried] = useState('')
  const refetch = useRefetchRequest(asked)
  const { submit, pending, problem } = useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) => engageTeam(body, key),
    onDone: async () => {
      onClose()
      sayDone(engage.done)
      await refetch()
    },
  })
  const wrong = byField(problem)
  const lines = tried
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return (
    <FormDialog
      title={engage.title}
      hint={engage.hint}
      submit={engage.submit}
      pending={pending}
      problem={problem}
      fields={['teamId', 'ask', 'tried']}
      onClose={onClose}
      onSubmit={() =>
        submit({
          requestId: request.id,
          teamId: teamId ?? undefined,
          ask: ask.trim(),
          ...(lines.length === 0 ? {} : { tried: lines }),
        })
      }
    >
      <Select
        data-autofocus
        searchable
        label={engage.team}
        placeholder={engage.teamPlaceholder}
        data={(teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={teamId}
        error={wrong['teamId']}
        onChange={setTeamId}
      />
      <Textarea
        autosize
        minRows={3}
        label={engage.ask}
        value={ask}
        error={wrong['ask']}
        onChange={({ currentTarget }) => setAsk(currentTarget.value)}
      />
      <Textarea
        autosize
        minRows={2}
        label={engage.tried}
        description={engage.triedHint}
        value={tried}
        error={wrong['tried']}
        onChange={({ currentTarget }) => setTried(currentTarget.value)}
      />
    </FormDialog>
  )
}
