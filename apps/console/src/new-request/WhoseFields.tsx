import { Select } from '@mantine/core'
import { serviceLabel } from '../api/directory.js'
import { useAccounts, useContacts, useServices } from '../app/directory.js'
import { useMe } from '../app/session.js'
import { messages } from '../messages/messages.js'
import type { DraftRequest } from './draft-request.js'
import styles from './new-request.module.css'

const { create: says } = messages.dialogs

interface WhoseFieldsProps {
  readonly draft: DraftRequest
  readonly client: boolean
  readonly wrong: Readonly<Record<string, string>>
  readonly onChange: (change: Partial<DraftRequest>) => void
}

/** Whose request it is and what it is about, from the directory, so that the client need not spell it. */
export function WhoseFields({ draft, client, wrong, onChange }: WhoseFieldsProps) {
  const { accountIds } = useMe()
  const { data: accounts } = useAccounts()
  const only = client && accountIds.length === 1 ? accountIds[0] : undefined
  const accountId = draft.accountId ?? only
  const { data: services } = useServices(accountId, accountId !== undefined)
  const { data: contacts } = useContacts(client ? undefined : accountId)
  return (
    <div className={styles['row']}>
      {only === undefined && (
        <Select
          searchable
          clearable
          label={says.account}
          placeholder={client ? undefined : says.accountUnknown}
          data={(accounts?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.accountId}
          error={wrong['accountId']}
          onChange={(chosen) => onChange({ accountId: chosen, contactId: null, serviceInstanceId: null })}
        />
      )}
      {!client && (
        <Select
          searchable
          clearable
          disabled={accountId === undefined}
          label={says.contact}
          placeholder={says.contactNone}
          data={(contacts?.items ?? []).map(({ id, name, email }) => ({ value: id, label: name ?? email ?? id }))}
          value={draft.contactId}
          error={wrong['contactId']}
          onChange={(contactId) => onChange({ contactId })}
        />
      )}
      <Select
        searchable
        clearable
        disabled={accountId === undefined}
        label={says.service}
        placeholder={says.serviceNone}
        data={(services?.items ?? []).map((service) => ({ value: service.id, label: serviceLabel(service) }))}
        value={draft.serviceInstanceId}
        error={wrong['serviceInstanceId']}
        onChange={(serviceInstanceId) => onChange({ serviceInstanceId })}
      />
    </div>
  )
}
