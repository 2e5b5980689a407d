import { Select } from '@mantine/core'
import { useState } from 'react'
import { byField } from '../../api/problem.js'
import { useAccounts } from '../../app/directory.js'
import { FormDialog } from '../../look/FormDialog.js'
import { messages } from '../../messages/messages.js'
import { useAct, type ActDialogProps } from './use-act.js'

const { account: says } = messages.dialogs

export function AccountDialog(props: ActDialogProps) {
  const { data } = useAccounts()
  const [accountId, setAccountId] = useState<string | null>(props.request.accountId ?? null)
  const { submit, pending, problem } = useAct(props, 'account', says.done)
  return (
    <FormDialog
      title={says.title}
      submit={says.submit}
      pending={pending}
      problem={problem}
      fields={['accountId']}
      onClose={props.onClose}
      onSubmit={() => submit({ accountId: accountId ?? undefined })}
    >
      <Select
        data-autofocus
        searchable
        label={says.account}
        data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={accountId}
        error={byField(problem)['accountId']}
        onChange={setAccountId}
      />
    </FormDialog>
  )
}
