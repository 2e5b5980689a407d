import type { Work } from '../api/works.js'
import { useAccounts } from '../app/directory.js'
import { Mark, type MarkTone } from '../look/marks.js'
import { Moment } from '../look/Moment.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import styles from './works.module.css'

const { works: says } = messages

const tones: Readonly<Record<string, MarkTone>> = { approved: 'calm', declined: 'breached', 'window-proposed': 'urgent' }

/** Who was asked, and what they answered. */
export function Approvals({ work: { approvals } }: { readonly work: Work }) {
  const { data: accounts } = useAccounts()
  const nameOf = (id: string) => accounts?.items.find((account) => account.id === id)?.name ?? id
  const asked = approvals ?? []
  return (
    <section className={styles['part']}>
      <h2>{says.approvals}</h2>
      {asked.length === 0 && <p className={styles['dim']}>{says.noApprovals}</p>}
      <ul className={styles['rows']}>
        {asked.map(({ accountId, accountName, answer, decideBy, silence, bySilence, reason }) => (
          <li key={accountId}>
            <span>
              {accountName ?? nameOf(accountId)}
              {answer === 'awaited' && decideBy !== undefined && (
                <span className={styles['dim']}>
                  {' '}
                  · {says.decideBy} <Moment at={decideBy} />
                  {silence !== undefined && `, ${word(says.silence, silence)}`}
                </span>
              )}
              {reason !== undefined && reason !== null && <span className={styles['dim']}> · {reason}</span>}
            </span>
            <Mark tone={tones[answer] ?? 'soon'}>
              {word(messages.answer, answer)}
              {bySilence === true && ` ${says.bySilence}`}
            </Mark>
          </li>
        ))}
      </ul>
    </section>
  )
}
