import { Injectable } from '@nestjs/common'
import { refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { mustSee, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { REPORTED_REQUESTS, type AccountFigures, type PeriodFigures } from '@spoc/reporting-contracts'
import { periodFigures } from '@spoc/reporting-domain'
import { NAMED_ACCOUNTS, type NamedAccountDocument } from '../requests/named-accounts.js'
import { Rows } from '../requests/rows.js'
import { periodOf, type PeriodWanted } from './period-wanted.js'

/** A report as it is handed out. */
export interface PeriodReport extends PeriodFigures {
  /** Of one account; of all that the caller may see where absent. */
  readonly accountId?: string
  readonly accounts: readonly (AccountFigures & { readonly accountName?: string })[]
  /** Last log position that it rests on, a decimal number; and the instant at which it was the last. */
  readonly position: string
  readonly asOf: Instant
}

/** Makes reports of periods. */
@Injectable()
export class PeriodReports {
  constructor(
    private readonly views: Views,
    private readonly rows: Rows,
  ) {}

  /** Refused: `account-unknown` for one that the caller may not see too; a period that is none. */
  async make(wanted: PeriodWanted, principal: Principal): Promise<PeriodReport> {
    const period = periodOf(wanted)
    const { accountId } = wanted
    if (accountId !== undefined) await this.mustKnow(accountId, principal)
    const { position, at } = await this.views.of(REPORTED_REQUESTS).freshness()
    const accountIds = accountId === undefined ? principal.accounts : [accountId]
    const { total, accounts } = periodFigures(await this.rows.of(period, accountIds, position), period)
    const names = await this.namesOf(accounts)
    return {
      period,
      ...(accountId === undefined ? {} : { accountId }),
      position: String(position),
      asOf: at,
      total,
      accounts: accounts.map((one) => named(one, names)),
    }
  }

  private async mustKnow(accountId: string, principal: Principal): Promise<void> {
    mustSee(principal, accountId, 'account-unknown', 'There is no such account.')
    if ((await this.views.of<NamedAccountDocument>(NAMED_ACCOUNTS).get(accountId)) === undefined)
      throw new Refused(refuse('account-unknown', 'There is no such account.'))
  }

  private async namesOf(accounts: readonly AccountFigures[]): Promise<ReadonlyMap<string, string>> {
    const ids = accounts.flatMap(({ accountId }) => accountId ?? [])
    const documents = await this.views.of<NamedAccountDocument>(NAMED_ACCOUNTS).getMany(ids)
    return new Map(documents.map(({ _id, name }) => [_id, name]))
  }
}

function named(figures: AccountFigures, names: ReadonlyMap<string, string>): PeriodReport['accounts'][number] {
  const accountName = figures.accountId === undefined ? undefined : names.get(figures.accountId)
  return accountName === undefined ? figures : { ...figures, accountName }
}
