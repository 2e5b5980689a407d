import type { Work } from '../api/works.js'
import { Mark } from '../look/marks.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { impactTone } from './standing.js'
import styles from './works.module.css'

const { works: says } = messages

/** Which services suffer what, and which other works stand in the way. */
export function Affected({ work: { impacts, conflicts } }: { readonly work: Work }) {
  return (
    <>
      <section className={styles['part']}>
        <h2>{says.affected}</h2>
        <ul className={styles['rows']}>
          {(impacts ?? []).map(({ serviceInstanceId, circuitId, accountName, impact }) => (
            <li key={serviceInstanceId}>
              <span>
                {circuitId ?? serviceInstanceId}
                {accountName !== undefined && <span className={styles['dim']}> · {accountName}</span>}
              </span>
              <Mark tone={impactTone(impact)}>{word(messages.workImpact, impact)}</Mark>
            </li>
          ))}
        </ul>
      </section>
      {(conflicts ?? []).length > 0 && (
        <section className={styles['part']}>
          <h2>{says.conflicts}</h2>
          <ul className={styles['rows']}>
            {(conflicts ?? []).map(({ kind, reference }) => (
              <li key={`${kind}-${reference}`}>
                <span>{word(says.conflict, kind)}</span>
                <Mark tone="urgent">{reference}</Mark>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
