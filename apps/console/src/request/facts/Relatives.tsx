import type { RequestDetail } from '../../api/requests.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { RequestLink } from '../RequestLink.js'
import styles from './facts.module.css'

const { request: says } = messages

/** Requests that have to do with this one, and those that may be the same. */
export function Relatives({ request }: { readonly request: RequestDetail }) {
  const links = request.links ?? []
  const duplicates = request.duplicates ?? []
  return (
    <>
      {links.length > 0 && (
        <section className={styles['block']}>
          <h2>{says.links}</h2>
          <ul>
            {links.map(({ to, relation }) => (
              <li key={`${relation}-${to}`}>
                {word(messages.relation, relation)} <RequestLink id={to} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {duplicates.length > 0 && (
        <section className={styles['block']}>
          <h2>{says.duplicates}</h2>
          <ul>
            {duplicates.map(({ of, score, reasons }) => (
              <li key={of}>
                <RequestLink id={of} titled /> · {says.duplicateScore(Math.round(score * 100))}
                <span className={styles['why']}>{reasons.join(' ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
