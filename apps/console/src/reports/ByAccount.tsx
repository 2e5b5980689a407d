import type { Account } from '../api/directory.js'
import type { Figures, PeriodReport } from '../api/reports.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { attained, meanOf, percent } from './figures.js'
import styles from './report.module.css'

const { reports: says, none, units } = messages

interface ByAccountProps {
  readonly report: PeriodReport
  readonly accounts: readonly Account[]
}

/** One line an account, and the sum of all. */
export function ByAccount({ report, accounts }: ByAccountProps) {
  const nameOf = (id: string | undefined, told: string | undefined) =>
    told ?? (id === undefined ? says.unknownAccount : (accounts.find((account) => account.id === id)?.name ?? id))
  return (
    <section className={screen['card']} aria-label={says.byAccount}>
      <div className={styles['scroll']} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{says.account}</th>
              <th scope="col">{says.received}</th>
              <th scope="col">{says.ended}</th>
              <th scope="col">{says.backlogEnd}</th>
              <th scope="col">{says.escalated}</th>
              <th scope="col">{says.reopenRate}</th>
              <th scope="col" title={says.mttaLong}>
                {says.mtta}
              </th>
              <th scope="col" title={says.mttrLong}>
                {says.mttr}
              </th>
              <th scope="col">{says.sla}</th>
            </tr>
          </thead>
          <tbody>
            {report.accounts.map(({ accountId, accountName, figures }) => (
              <Line key={accountId ?? ''} name={nameOf(accountId, accountName)} figures={figures} />
            ))}
          </tbody>
          <tfoot>
            <Line name={says.total} figures={report.total} />
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function Line({ name, figures }: { readonly name: string; readonly figures: Figures }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figures.received}</td>
      <td>{figures.ended ?? none}</td>
      <td>{figures.backlogAtEnd ?? none}</td>
      <td>{figures.escalated ?? none}</td>
      <td>{percent(figures.reopenRate, none)}</td>
      <td>{meanOf(figures.timeToAcknowledge, units, none)}</td>
      <td>{meanOf(figures.timeToResolve, units, none)}</td>
      <td>{percent(attained(figures), none)}</td>
    </tr>
  )
}
