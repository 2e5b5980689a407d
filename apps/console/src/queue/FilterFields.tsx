import { NativeSelect, Select } from '@mantine/core'
import { kinds, priorities, statuses } from '../api/requests.js'
import { useAccounts } from '../app/directory.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { filtersFrom, type changed, type QueueFilters } from './filters.js'
import { useMyTeams } from './my-teams.js'
import styles from './toolbar.module.css'

const { queue } = messages

interface FilterFieldsProps {
  readonly filters: QueueFilters
  readonly client: boolean
  readonly onChange: (change: Parameters<typeof changed>[1]) => void
}

/** One filter each; the address knows them all. */
export function FilterFields({ filters, client, onChange }: FilterFieldsProps) {
  const { data: accounts } = useAccounts()
  const teams = useMyTeams()
  const known = (name: string, value: string) => filtersFrom({ [name]: value })
  return (
    <div className={styles['fields']}>
      {filters.view === 'team' && teams.length > 1 && (
        <NativeSelect
          aria-label={queue.team}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.team ?? ''}
          onChange={({ currentTarget }) => onChange({ team: currentTarget.value })}
        />
      )}
      <NativeSelect
        aria-label={queue.status}
        data={[
          { value: '', label: queue.open },
          { value: 'any', label: queue.any },
          ...statuses.map((status) => ({ value: status, label: word(messages.status, status) })),
        ]}
        value={filters.status ?? ''}
        onChange={({ currentTarget }) => onChange({ status: known('status', currentTarget.value).status })}
      />
      <NativeSelect
        aria-label={queue.kind}
        data={[{ value: '', label: queue.anyKind }, ...kinds.map((kind) => ({ value: kind, label: word(messages.kind, kind) }))]}
        value={filters.kind ?? ''}
        onChange={({ currentTarget }) => onChange({ kind: known('kind', currentTarget.value).kind })}
      />
      <NativeSelect
        aria-label={queue.priority}
        data={[
          { value: '', label: queue.anyPriority },
          ...priorities.map((priority) => ({ value: priority, label: word(messages.priorityName, priority) })),
        ]}
        value={filters.priority ?? ''}
        onChange={({ currentTarget }) => onChange({ priority: known('priority', currentTarget.value).priority })}
      />
      {!client && (
        <NativeSelect
          aria-label={queue.clocks}
          data={[
            { value: '', label: queue.anyClocks },
            { value: 'in-jeopardy', label: queue.inJeopardy },
          ]}
          value={filters.clocks ?? ''}
          onChange={({ currentTarget }) => onChange({ clocks: known('clocks', currentTarget.value).clocks })}
        />
      )}
      {(!client || (accounts?.items.length ?? 0) > 1) && (
        <Select
          aria-label={queue.account}
          placeholder={queue.anyAccount}
          searchable
          clearable
          className={styles['account'] ?? ''}
          data={(accounts?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.account ?? null}
          onChange={(account) => onChange({ account: account ?? undefined })}
        />
      )}
      <NativeSelect
        aria-label={queue.sort}
        disabled={filters.q !== undefined}
        data={[
          { value: '', label: queue.sortDue },
          { value: '-received', label: queue.sortReceived },
          { value: 'received', label: queue.sortOldest },
          { value: 'priority', label: queue.sortPriority },
        ]}
        value={filters.sort ?? ''}
        onChange={({ currentTarget }) => onChange({ sort: known('sort', currentTarget.value).sort })}
      />
    </div>
  )
}
