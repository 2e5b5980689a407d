import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at, listAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Platform } from '../platform/platform.js'
import { atMost } from './values.js'
import type { Run } from './running.js'

const LOOK_EVERY_MS = 500
const USUAL_LIMIT = 50

interface Asked {
  readonly from: string
  readonly to: string
  readonly assume: string
  readonly account?: string
  readonly policy?: string
  readonly wait?: boolean
}

interface Wanted {
  readonly limit: number
  readonly changed?: boolean
  readonly csv?: boolean
  readonly output?: string
}

/** `spoc what-if`: which promises of a period would have been kept under another policy or calendar. */
export function addWhatIf(program: Command, run: Run): void {
  const whatIf = program.command('what-if').description('promises of a period under another policy or calendar; changes nothing')
  whatIf
    .command('ask')
    .description('begin a report from the log')
    .requiredOption('--from <instant>', 'requests received from then on, with offset')
    .requiredOption('--to <instant>', 'and before then')
    .requiredOption(
      '--assume <file>',
      'JSON: {"policy": {"policyId", "revision"?} or {"definition"}, "calendars": [{"calendarId", …}]}',
    )
    .option('--account <id>', 'of one account')
    .option('--policy <id>', 'only what was promised by this policy')
    .option('--wait', 'show progress, and wait for the end')
    .action(async ({ from, to, assume, account: accountId, policy: policyId, wait }: Asked, command: Command) => {
      const { policy, calendars } = assumptionIn(await run.io.readText(assume), command)
      const body = { from, to, accountId, policyId, policy, calendars }
      const answer = await run.ask(command, async (platform) => {
        const asked = await platform.post('/api/v1/what-ifs', body)
        return wait === true ? end(platform, pathOf(textAt(asked, 'id')), run) : asked
      })
      if (wait === true && at(answer, 'status') !== 'done') run.end(exitCodes.refused)
      run.show(command, answer, () => inWords(answer))
    })
  whatIf
    .command('show')
    .argument('<id>')
    .description('how far it is, and the outcomes clock by clock')
    .action(async (id: string, _: unknown, command: Command) => {
      const answer = await run.ask(command, (platform) => platform.get(pathOf(id)))
      run.show(command, answer, () => inWords(answer))
    })
  whatIf
    .command('requests')
    .argument('<id>')
    .description('request by request how it came out, and how it would have')
    .option('--changed', 'only where something would have come out otherwise')
    .option('--limit <number>', 'at most so many', atMost, USUAL_LIMIT)
    .option('--csv', 'all of them as a table for spreadsheets')
    .option('-o, --output <file>', 'write the CSV there')
    .action(async (id: string, { changed, limit, csv, output }: Wanted, command: Command) => {
      const parameters = { changed: changed === true ? 'true' : undefined }
      if (csv === true) {
        const text = await run.ask(command, (platform) =>
          platform.getText(`${pathOf(id)}/requests`, { ...parameters, format: 'csv' }),
        )
        return output === undefined ? run.io.write(text) : run.io.writeText(output, text)
      }
      const items = await run.ask(command, async (platform) => {
        const found: unknown[] = []
        for await (const item of platform.items(`${pathOf(id)}/requests`, parameters, limit)) found.push(item)
        return found
      })
      run.show(command, items, () => requests(items))
    })
  whatIf
    .command('cancel')
    .argument('<id>')
    .description('end it, and leave nothing of it behind')
    .action(async (id: string, _: unknown, command: Command) => {
      const answer = await run.ask(command, (platform) => platform.post(`${pathOf(id)}/cancel`, {}))
      run.show(command, answer, () => inWords(answer))
    })
}

function pathOf(id: string): string {
  return `/api/v1/what-ifs/${encodeURIComponent(id)}`
}

function assumptionIn(text: string, command: Command): { readonly policy?: unknown; readonly calendars?: unknown } {
  try {
    const assumed: unknown = JSON.parse(text)
    return { policy: at(assumed, 'policy'), calendars: at(assumed, 'calendars') }
  } catch (error) {
    if (error instanceof SyntaxError) command.error(`What is assumed is no JSON: ${error.message}`, { exitCode: exitCodes.usage })
    throw error
  }
}

/** Waits for the end; progress goes beside the answer. */
async function end(platform: Platform, path: string, run: Run): Promise<unknown> {
  for (let told = ''; ;) {
    const found = await platform.get(path)
    if (!['running', 'cancelling'].includes(textAt(found, 'status'))) return found
    const progress = `${textAt(found, 'progress.done')} of ${textAt(found, 'progress.total')} clocks\n`
    if (progress !== told) run.io.warn(progress)
    told = progress
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function inWords(whatIf: unknown): string {
  const error = textAt(whatIf, 'error')
  const because = error === '' ? '' : `: ${error}`
  const progress = `${textAt(whatIf, 'progress.done')} of ${textAt(whatIf, 'progress.total')} clocks`
  const rows = listAt(whatIf, 'tallies').map((tally) => [
    textAt(tally, 'clock'),
    ...['met', 'breached'].flatMap((outcome) => [textAt(tally, `was.${outcome}`), textAt(tally, `wouldBe.${outcome}`)]),
    textAt(tally, 'changed'),
  ])
  const header = ['CLOCK', 'MET', 'WOULD BE MET', 'BREACHED', 'WOULD BE BREACHED', 'CHANGED']
  const tallies = rows.length === 0 ? '' : `\n${table(header, rows)}`
  return `${textAt(whatIf, 'id')} is ${textAt(whatIf, 'status')}${because} (${progress}).\n${tallies}`
}

function requests(items: readonly unknown[]): string {
  if (items.length === 0) return 'No request.\n'
  const rows = items.flatMap((item) =>
    listAt(item, 'clocks').map((clock) => [
      textAt(item, 'number'),
      textAt(clock, 'clock'),
      ...['was', 'wouldBe'].flatMap((when) => [textAt(clock, `${when}.outcome`), textAt(clock, `${when}.dueAt`)]),
      at(clock, 'changed') === true ? 'changed' : '',
    ]),
  )
  return table(['NUMBER', 'CLOCK', 'WAS', 'DUE', 'WOULD BE', 'DUE', ''], rows)
}
