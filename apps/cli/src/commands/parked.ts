import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at, listAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Run } from './running.js'
import { atMost, revision } from './values.js'

/** `spoc parked`, `spoc redrive` and `spoc discard`: subjects that wait because an input of theirs could not be handled. */
export function addParked(program: Command, run: Run): void {
  program
    .command('parked')
    .argument('<context>', 'e.g. intake, routing, sla')
    .argument('[subject]', 'look inside this one')
    .description('subjects that wait because an input of theirs could not be handled')
    .option('--limit <number>', 'at most so many', atMost, 200)
    .action(async (context: string, subject: string | undefined, { limit }: { limit: number }, command: Command) => {
      const path = pathOf(context, subject)
      if (subject === undefined) {
        const items = await run.ask(command, async (platform) => {
          const found: unknown[] = []
          for await (const item of platform.items(path, {}, limit)) found.push(item)
          return found
        })
        run.show(command, { items }, () => parked(items))
      } else {
        const found = await run.ask(command, (platform) => platform.get(path, { limit: String(Math.min(limit, 200)) }))
        run.show(command, found, () => inside(found))
      }
    })
  program
    .command('redrive')
    .argument('<context>')
    .argument('<subject>')
    .description('handle the inputs of a parked subject, in order, until one fails again')
    .action(async (context: string, subject: string, _: unknown, command: Command) => {
      redriven(run, command, await run.ask(command, (platform) => platform.post(`${pathOf(context, subject)}/redrive`, {})))
    })
  program
    .command('discard')
    .argument('<context>')
    .argument('<subject>')
    .description('give up the input that failed, for good and on record, and handle those behind it')
    .requiredOption('--stream <name>', 'the stream of the input, as `spoc parked` shows it')
    .requiredOption('--revision <number>', 'its revision', revision)
    .requiredOption('--reason <text>', 'why it is given up, without names or addresses')
    .action(async (context: string, subject: string, input: Readonly<Record<string, unknown>>, command: Command) => {
      redriven(run, command, await run.ask(command, (platform) => platform.post(`${pathOf(context, subject)}/discard`, input)))
    })
}

function pathOf(context: string, subject?: string): string {
  return ['/api/v1/parked', context, ...(subject === undefined ? [] : [subject])]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/')
}

function redriven(run: Run, command: Command, answer: unknown): void {
  const left = Number(at(answer, 'left') ?? 0)
  if (left > 0) run.end(exitCodes.refused)
  run.show(
    command,
    answer,
    () => `Handled ${textAt(answer, 'handled')}; ${left === 0 ? 'none is left' : `${left} still wait`}.\n`,
  )
}

function parked(items: readonly unknown[]): string {
  if (items.length === 0) return 'Nothing is parked.\n'
  const rows = items.map((item) => [
    textAt(item, 'subject'),
    textAt(item, 'since'),
    textAt(item, 'waiting'),
    textAt(item, 'error'),
  ])
  return table(['SUBJECT', 'SINCE', 'WAITING', 'BECAUSE'], rows)
}

function inside(found: unknown): string {
  const rows = listAt(found, 'items').map((item) => [
    textAt(item, 'stream'),
    textAt(item, 'revision'),
    textAt(item, 'type'),
    textAt(item, 'recordedAt'),
  ])
  const head = `Parked since ${textAt(found, 'since')}: ${textAt(found, 'error')}\n${textAt(found, 'waiting')} wait, the first is what failed.\n\n`
  return head + table(['STREAM', 'REVISION', 'TYPE', 'RECORDED'], rows)
}
