import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { holdParties, holdReasons } from '../../api/requests.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { fromLocalInput } from '../../time/instants.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { hold } = messages.dialogs

export function HoldDialog(props: ActDialogProps) {
  const [reason, setReason] = useState<string>(holdReasons[0])
  const [party, setParty] = useState<string>(holdParties[0])
  const [until, setUntil] = useState('')
  const { submit, pending, problem } = useAct(props, 'hold', hold.done)
  const wrong = byField(problem)
  return (
    <FormDialog
      title={hold.title}
      submit={hold.submit}
      pending={pending}
      problem={problem}
      fields={['reason', 'party', 'until']}
      onClose={props.onClose}
      onSubmit={() => submit({ reason, party, until: fromLocalInput(until) })}
    >
      <NativeSelect
        data-autofocus
        label={hold.reason}
        data={holdReasons.map((value) => ({ value, label: word(messages.holdReason, value) }))}
        value={reason}
        error={wrong['reason']}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <NativeSelect
        label={hold.party}
        data={holdParties.map((value) => ({ value, label: word(messages.holdParty, value) }))}
        value={party}
        error={wrong['party']}
        onChange={({ currentTarget }) => setParty(currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={hold.until}
        description={hold.untilHint}
        value={until}
        error={wrong['until']}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
    </FormDialog>
  )
}
