import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { resolutionCodes } from '../../api/requests.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { resolve } = messages.dialogs

export function ResolveDialog(props: ActDialogProps) {
  const [code, setCode] = useState<string>(props.request.kind === 'incident' ? 'fixed' : 'done')
  const [solution, setSolution] = useState('')
  const { submit, pending, problem } = useAct(props, 'resolve', resolve.done, true)
  const wrong = byField(problem)
  return (
    <FormDialog
      title={resolve.title}
      submit={resolve.submit}
      pending={pending}
      problem={problem}
      fields={['code', 'solution']}
      onClose={props.onClose}
      onSubmit={() => submit({ code, solution: solution.trim() })}
    >
      <NativeSelect
        label={resolve.code}
        data={resolutionCodes.map((value) => ({ value, label: word(messages.resolutionCode, value) }))}
        value={code}
        error={wrong['code']}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Textarea
        data-autofocus
        autosize
        minRows={4}
        label={resolve.solution}
        value={solution}
        error={wrong['solution']}
        onChange={({ currentTarget }) => setSolution(currentTarget.value)}
      />
    </FormDialog>
  )
}
