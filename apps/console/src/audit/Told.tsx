import { messages } from '../messages/messages.js'
import { shortInstant, exactInstant } from '../time/instants.js'
import styles from './audit.module.css'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0)

/** Whatever the platform tells, as names and values: an auditor sees everything there is, in the names it is kept under. */
export function Told({ value }: { readonly value: unknown }) {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return <>{value.join(', ')}</>
  if (Array.isArray(value))
    return (
      <ol className={styles['many']}>
        {value.map((item: unknown, index) => (
          <li key={index}>
            <Told value={item} />
          </li>
        ))}
      </ol>
    )
  if (isRecord(value) && typeof value['personal'] === 'string') return <>{value['personal']}</>
  if (isRecord(value))
    return (
      <dl className={styles['told']}>
        {Object.entries(value)
          .filter(([, part]) => !isEmpty(part))
          .map(([name, part]) => (
            <div key={name} data-deep={typeof part === 'object'}>
              <dt>{name}</dt>
              <dd>
                <Told value={part} />
              </dd>
            </div>
          ))}
      </dl>
    )
  if (typeof value === 'string' && INSTANT.test(value)) return <time title={exactInstant(value)}>{shortInstant(value)}</time>
  return <>{isEmpty(value) ? messages.none : String(value)}</>
}
