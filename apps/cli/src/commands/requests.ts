import type { Command } from 'commander'
import { listAt, textAt } from '../output/fields.js'
import { plain } from '../output/plain.js'
import { table } from '../output/table.js'
import { addRecordOf } from './record.js'
import type { Run } from './running.js'
import { atMost } from './values.js'

/** `spoc requests`: the queue, and what is on record of one request. */
export function addRequests(program: Command, run: Run): void {
  const requests = program.command('requests').description('look at requests')
  requests
    .command('list')
    .description('the queue, by what is due next')
    .option('--all', 'those that are resolved or at an end too')
    .option('--status <status>')
    .option('--kind <kind>')
    .option('--priority <priority>')
    .option('--account <id>')
    .option('--sort <field>', 'due, -due, received, -received or priority', 'due')
    .option('--limit <number>', 'at most so many', atMost, 50)
    .action(async (wanted: Wanted, command: Command) => {
      const { all, status, kind, priority, account: accountId, sort, limit } = wanted
      const open = all === true || status !== undefined ? undefined : 'true'
      const parameters = { open, status, kind, priority, accountId, sort }
      const items = await run.ask(command, async (platform) => {
        const found: unknown[] = []
        for await (const item of platform.items('/api/v1/requests', parameters, limit)) found.push(item)
        return found
      })
      run.show(command, { items }, () => queue(items))
    })
  requests
    .command('show')
    .argument('<number>', 'number or id')
    .description('one request, with its clocks')
    .action(async (number: string, _: unknown, command: Command) => {
      const request = await run.ask(command, (platform) => platform.get(`/api/v1/requests/${encodeURIComponent(number)}`))
      run.show(command, request, () => whole(request))
    })
  addRecordOf(requests, run)
}

interface Wanted {
  readonly all?: boolean
  readonly status?: string
  readonly kind?: string
  readonly priority?: string
  readonly account?: string
  readonly sort: string
  readonly limit: number
}

/** Requests as a table; a sentence where there is none. */
export function queue(items: readonly unknown[]): string {
  if (items.length === 0) return 'No request.\n'
  const header = ['NUMBER', 'PRIO', 'STATUS', 'ACCOUNT', 'SPOC', 'DUE', 'TITLE']
  return table(
    header,
    items.map((item) => [
      ...['number', 'priority', 'status'].map((name) => textAt(item, name)),
      textAt(item, 'accountName') || textAt(item, 'accountId'),
      spocOf(item),
      textAt(item, 'dueAt'),
      textAt(item, 'title'),
    ]),
  )
}

function whole(request: unknown): string {
  const facts = [
    ['kind', textAt(request, 'kind')],
    ['status', textAt(request, 'status')],
    ['priority', textAt(request, 'priority')],
    ['account', textAt(request, 'accountName') || textAt(request, 'accountId')],
    ['circuit', textAt(request, 'circuitId')],
    ['reference', textAt(request, 'clientReference')],
    ['channel', textAt(request, 'channel')],
    ['received', textAt(request, 'receivedAt')],
    ['SPOC', spocOf(request)],
    ['id', textAt(request, 'id')],
  ].filter(([, value]) => value !== '')
  const clocks = listAt(request, 'clocks').map((clock) => [
    ...['clock', 'state', 'dueAt', 'breachedAt'].map((name) => textAt(clock, name)),
  ])
  const lines = facts.map(([name = '', value = '']) => `  ${name.padEnd(10)}${plain(value)}\n`).join('')
  const description = textAt(request, 'description')
  return [
    `${plain(textAt(request, 'number'))}  ${plain(textAt(request, 'title'))}\n`,
    lines,
    description === ''
      ? ''
      : `\n${description
          .split('\n')
          .map((line) => `  ${plain(line)}`)
          .join('\n')}\n`,
    clocks.length === 0 ? '' : `\n${table(['CLOCK', 'STATE', 'DUE', 'BREACHED'], clocks)}`,
  ].join('')
}

function spocOf(request: unknown): string {
  const names = ['spoc.personName', 'spoc.teamName', 'spoc.personId', 'spoc.teamId'].map((path) => textAt(request, path))
  return names.find((name) => name !== '') ?? ''
}
