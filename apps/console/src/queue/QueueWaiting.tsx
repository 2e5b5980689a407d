import { Skeleton } from '@mantine/core'
import screen from '../look/screen.module.css'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

/** As high as the rows that are on their way. */
export function QueueWaiting() {
  return (
    <div className={screen['card']} aria-hidden="true">
      {ROWS.map((row) => (
        <div key={row} style={{ padding: '0.8125rem 0.75rem', borderBottom: '1px solid var(--line)' }}>
          <Skeleton height={18} radius="sm" />
        </div>
      ))}
    </div>
  )
}
