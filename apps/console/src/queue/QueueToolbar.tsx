import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { isClient } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { messages } from '../messages/messages.js'
import { filtersOn, type changed, type QueueFilters } from './filters.js'
import { FilterFields } from './FilterFields.js'
import { useMyTeams } from './my-teams.js'
import styles from './toolbar.module.css'

const { queue } = messages

interface QueueToolbarProps {
  readonly filters: QueueFilters
  readonly onChange: (change: Parameters<typeof changed>[1]) => void
  readonly onReset: () => void
}

export function QueueToolbar({ filters, onChange, onReset }: QueueToolbarProps) {
  const client = isClient(useMe())
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const [shown, setShown] = useState(false)
  const on = filtersOn(filters)
  return (
    <div className={styles['toolbar']} role="search">
      <SearchField q={filters.q} onSearch={(q) => onChange({ q })} />
      {!client && <ViewChoice filters={filters} onChange={onChange} />}
      {narrow ? (
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {on > 0 ? queue.filtersOn(on) : queue.filters}
        </Button>
      ) : null}
      {(!narrow || shown) && <FilterFields filters={filters} client={client} onChange={onChange} />}
      {(on > 0 || filters.view !== undefined || filters.q !== undefined) && (
        <Button variant="subtle" size="compact-sm" onClick={onReset}>
          {queue.reset}
        </Button>
      )}
      {filters.q !== undefined && <p className={styles['scope']}>{queue.searchScope}</p>}
    </div>
  )
}

function SearchField({ q, onSearch }: { readonly q: string | undefined; readonly onSearch: (q: string | undefined) => void }) {
  const [text, setText] = useState(q ?? '')
  const told = useDebouncedCallback((value: string) => onSearch(value.trim() === '' ? undefined : value.trim()), 300)
  useEffect(() => setText((before) => (before.trim() === (q ?? '') ? before : (q ?? ''))), [q])
  const write = (value: string) => {
    setText(value)
    told(value)
  }
  return (
    <TextInput
      id="queue-search"
      type="search"
      className={styles['search'] ?? ''}
      aria-label={queue.search}
      placeholder={queue.searchPlaceholder}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={text}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
      rightSection={
        text === '' ? null : (
          <ActionIcon variant="subtle" color="gray" aria-label={queue.searchClear} onClick={() => write('')}>
            <IconX size={16} />
          </ActionIcon>
        )
      }
    />
  )
}

function ViewChoice({ filters, onChange }: Pick<QueueToolbarProps, 'filters' | 'onChange'>) {
  const teams = useMyTeams()
  const first = teams[0]
  const views = [
    { value: 'mine', label: queue.mine },
    ...(first === undefined ? [] : [{ value: 'team', label: queue.team }]),
    { value: 'all', label: queue.all },
  ]
  return (
    <SegmentedControl
      aria-label={queue.view}
      data={views}
      value={filters.view ?? 'all'}
      disabled={filters.q !== undefined}
      onChange={(view) =>
        onChange(
          view === 'mine'
            ? { view: 'mine', team: undefined }
            : view === 'team'
              ? { view: 'team', team: first?.id }
              : { view: undefined, team: undefined },
        )
      }
    />
  )
}
