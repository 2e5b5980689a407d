import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at, listAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Run } from './running.js'
import { atMost } from './values.js'

/** `spoc parked` and `spoc redrive`: subjects that wait because an input of theirs could not be handled. */
export function addParked(program: Command, run: Run): void {
  program
    .command('parked')
    .argument('<context>', 'e.g. intake, routing, sla')
    .description('subjects that wait because an input of theirs could not be handled')
    .option('--limit <number>', 'at most so many', atMost, 200)
    .action(async (context: string, { limit }: { limit: number }, command: Command) => {
      const items = await run.ask(command, async (platform) => {
        const found: unknown[] = []
        const path = `/api/v1/parked/${encodeURIComponent(context)}`
        for await (const item of platform.items(path, {}, limit)) found.push(item)
        return found
      })
      run.show(command, { items }, () => parked(items))
    })
  program
    .command('redrive')
    .argument('<context>')
    .argument('<subject>')
    .description('handle the inputs of a parked subject, in order, until one fails again')
    .action(async (context: string, subject: string, _: unknown, command: Command) => {
      const path = `/api/v1/parked/${encodeURIComponent(context)}/${encodeURIComponent(subject)}/redrive`
      const answer = await run.ask(command, (platform) => platform.post(path, {}))
      const left = Number(at(answer, 'left') ?? 0)
      if (left > 0) run.end(exitCodes.refused)
      run.show(
        command,
        answer,
        () => `Handled ${textAt(answer, 'handled')}; ${left === 0 ? 'none is left' : `${left} still wait`}.\n`,
      )
    })
}

function parked(items: readonly unknown[]): string {
  if (items.length === 0) return 'Nothing is parked.\n'
  const rows = items.map((item) => [
    textAt(item, '_id'),
    textAt(item, 'since'),
    String(listAt(item, 'waiting').length),
    textAt(item, 'error'),
  ])
  return table(['SUBJECT', 'SINCE', 'WAITING', 'BECAUSE'], rows)
}
