import type { Command } from 'commander'
import { duration } from '../output/durations.js'
import { at, listAt, membersAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Run } from './running.js'

interface Wanted {
  readonly from: string
  readonly to: string
  readonly zone?: string
  readonly account?: string
  readonly csv?: boolean
  readonly output?: string
}

/** `spoc report`: the figures of a period. */
export function addReport(program: Command, run: Run): void {
  program
    .command('report')
    .description('volumes, times and kept promises of a period, by account')
    .requiredOption('--from <day>', 'a day, or an instant with offset')
    .requiredOption('--to <day>', 'the first day that no longer belongs to it, or an instant')
    .option('--zone <zone>', 'IANA zone in which days begin (default: UTC)')
    .option('--account <id>', 'of one account')
    .option('--csv', 'as a table for spreadsheets')
    .option('-o, --output <file>', 'write the CSV or JSON there')
    .action(async ({ from, to, zone, account: accountId, csv, output }: Wanted, command: Command) => {
      const parameters = { from, to, zone, accountId, format: csv ? 'csv' : 'json' }
      const path = '/api/v1/reports/period'
      if (csv) {
        const text = await run.ask(command, (platform) => platform.getText(path, parameters))
        return output === undefined ? run.io.write(text) : run.io.writeText(output, text)
      }
      const report = await run.ask(command, (platform) => platform.get(path, parameters))
      if (output !== undefined) return run.io.writeText(output, `${JSON.stringify(report, undefined, 2)}\n`)
      run.show(command, report, () => figures(report))
    })
}

function figures(report: unknown): string {
  const accounts = listAt(report, 'accounts').map((account) =>
    rowOf(textAt(account, 'accountName') || textAt(account, 'accountId') || '(no account)', at(account, 'figures')),
  )
  const header = ['ACCOUNT', 'RECEIVED', 'ENDED', 'LEFT', 'MTTA', 'FIRST ANSWER', 'MTTR', 'REOPENED', 'PROMISES KEPT']
  const { from, to, zone } = {
    from: textAt(report, 'period.from'),
    to: textAt(report, 'period.to'),
    zone: textAt(report, 'period.zone'),
  }
  return `${from} to ${to} (${zone})\n\n${table(header, [...accounts, rowOf('all', at(report, 'total'))])}`
}

function rowOf(name: string, of: unknown): readonly string[] {
  const kept = membersAt(of, 'attainment').map(([clock, outcome]) => {
    const [met, breached] = [Number(at(outcome, 'met')), Number(at(outcome, 'breached'))]
    return `${clock} ${met}/${met + breached}`
  })
  return [
    name,
    ...['received', 'ended', 'backlogAtEnd'].map((figure) => textAt(of, figure)),
    ...['timeToAcknowledge', 'timeToRespond', 'timeToResolve'].map((figure) => duration(at(of, `${figure}.meanMs`))),
    textAt(of, 'reopened'),
    kept.join(', '),
  ]
}
