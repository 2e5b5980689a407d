import { verifyBundle } from '@spoc/audit-domain'
import type { Command } from 'commander'
import { listAt, membersAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Run } from './running.js'
import { atMost } from './values.js'

const pathOf = (number: string, what: string) => `/api/v1/audit/requests/${encodeURIComponent(number)}/${what}`

interface Moment {
  readonly at?: string
  readonly position?: string
  readonly purpose?: string
}

/** `spoc requests history | as-of | bundle`: what is on record. Every look is itself put on record. */
export function addRecordOf(requests: Command, run: Run): void {
  requests
    .command('history')
    .argument('<number>', 'number or id')
    .description('every event about the request, of all services, in one order')
    .option('--limit <number>', 'at most so many', atMost, 10_000)
    .option('--purpose <text>', 'why; kept with the record of the look')
    .action(async (number: string, { limit, purpose }: { limit: number; purpose?: string }, command: Command) => {
      const items = await run.ask(command, async (platform) => {
        const found: unknown[] = []
        for await (const item of platform.items(pathOf(number, 'history'), { purpose }, limit)) found.push(item)
        return found
      })
      run.show(command, { items }, () => history(items))
    })
  requests
    .command('as-of')
    .argument('<number>', 'number or id')
    .description('the request as it was known at a moment, and why each decision fell as it did')
    .option('--at <instant>', 'with an offset, e.g. 2026-01-12T16:00:00Z')
    .option('--position <position>', 'a position of the log')
    .option('--purpose <text>', 'why; kept with the record of the look')
    .action(async (number: string, { at, position, purpose }: Moment, command: Command) => {
      const parameters = { instant: at, position, purpose }
      const answer = await run.ask(command, (platform) => platform.get(pathOf(number, 'as-of'), parameters))
      run.show(command, answer, () => asOf(answer))
    })
  requests
    .command('bundle')
    .argument('<number>', 'number or id')
    .description('save the events about the request, with the hashes that show them unaltered')
    .requiredOption('-o, --output <file>', 'where to; - for the standard output')
    .option('--at <instant>', 'as of an instant')
    .option('--position <position>', 'as of a position of the log')
    .option('--purpose <text>', 'why; kept with the record of the look')
    .action(async (number: string, wanted: Moment & { output: string }, command: Command) => {
      const { output, at, position, purpose } = wanted
      const parameters = { instant: at, position, purpose }
      const text = await run.ask(command, (platform) => platform.getText(pathOf(number, 'bundle'), parameters))
      if (output === '-') return run.io.write(text)
      await run.io.writeText(output, text)
      const { whole, events, head } = verifyBundle(text)
      const answer = { file: output, events, root: head?.root, whole }
      run.show(command, answer, () => `${events} events are in ${output}; its root is ${head?.root ?? 'unreadable'}.\n`)
    })
}

function history(items: readonly unknown[]): string {
  const rows = items.map((event) => [
    textAt(event, 'position'),
    textAt(event, 'recordedAt'),
    textAt(event, 'type'),
    `${textAt(event, 'actor.kind')} ${textAt(event, 'actor.id')}`,
    textAt(event, 'channel'),
    `${textAt(event, 'stream')} ${textAt(event, 'revision')}`,
  ])
  return table(['POSITION', 'RECORDED', 'EVENT', 'BY', 'CHANNEL', 'STREAM AND REVISION'], rows)
}

function asOf(answer: unknown): string {
  const clocks = membersAt(answer, 'sla.clocks').map(([name, clock]) => [
    name,
    ...['is', 'dueAt', 'breach.effectiveAt'].map((path) => textAt(clock, path)),
  ])
  const why = listAt(answer, 'why').map((one) => [
    textAt(one, 'recordedAt'),
    textAt(one, 'type'),
    listAt(one, 'used')
      .map((place) => `${textAt(place, 'stream')}@${textAt(place, 'revision')}`)
      .join(', '),
  ])
  const facts = [
    ['as of', textAt(answer, 'asOf.instant')],
    ['position', textAt(answer, 'asOf.position')],
    ['number', textAt(answer, 'request.number')],
    ['title', textAt(answer, 'request.title.personal')],
    ['status', textAt(answer, 'request.status') || textAt(answer, 'request.is')],
    ['priority', textAt(answer, 'request.priority')],
    ['account', textAt(answer, 'request.accountId')],
    ['SPOC', textAt(answer, 'routing.spoc.spoc.personId') || textAt(answer, 'routing.spoc.spoc.teamId')],
    ['because', textAt(answer, 'routing.spoc.because')],
    ['on duty', textAt(answer, 'routing.spoc.dutyPersonId')],
  ].filter(([, value]) => value !== '')
  return [
    table(
      ['WHAT', 'THEN'],
      facts.map(([name = '', value = '']) => [name, value]),
    ),
    clocks.length === 0 ? '' : `\n${table(['CLOCK', 'STOOD', 'DUE', 'BREACHED'], clocks)}`,
    why.length === 0 ? '' : `\n${table(['DECIDED', 'WHAT', 'RESTED ON'], why)}`,
  ].join('')
}
