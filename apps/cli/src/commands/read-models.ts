import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at, listAt, textAt } from '../output/fields.js'
import { table } from '../output/table.js'
import type { Platform } from '../platform/platform.js'
import type { Run } from './running.js'

const LOOK_EVERY_MS = 500
const acts = {
  pause: 'stop a rebuild for a while; what it has done is kept',
  resume: 'let a rebuild go on where it stood',
  cancel: 'end a rebuild and leave nothing of it behind',
} as const

/** `spoc read-models` and `spoc rebuild`: how far read models are, and folding one anew from the log while it serves. */
export function addReadModels(program: Command, run: Run): void {
  program
    .command('read-models')
    .argument('<context>', 'e.g. intake, routing, sla')
    .description('the read models of a context, how far they are, and how their last rebuild stands')
    .action(async (context: string, _: unknown, command: Command) => {
      const answer = await run.ask(command, (platform) => platform.get(pathOf(context)))
      run.show(command, answer, () => readModels(listAt(answer, 'items')))
    })
  const rebuild = program.command('rebuild').description('fold a read model anew from the log, beside the one that serves')
  rebuild
    .command('start')
    .argument('<context>')
    .argument('<collection>', 'e.g. intake_queue')
    .description('fill a new collection, prove it equal to the old one, and give it the name')
    .option('--verify-only', 'prove it and leave the old one; ends with 1 where they differ')
    .option('--wait', 'show progress, and wait for the end')
    .action(
      async (context: string, collection: string, { verifyOnly, wait }: Readonly<Record<string, boolean>>, command: Command) => {
        const answer = await run.ask(command, async (platform) => {
          const begun = await platform.post(`${pathOf(context, collection)}/rebuild`, { swap: verifyOnly !== true })
          return wait === true ? end(platform, pathOf(context, collection), run) : begun
        })
        if (
          wait === true &&
          (at(answer, 'status') !== 'done' || (verifyOnly === true && Number(at(answer, 'verdict.differing')) > 0))
        )
          run.end(exitCodes.refused)
        run.show(command, answer, () => inWords(answer))
      },
    )
  for (const [act, says] of Object.entries(acts))
    rebuild
      .command(act)
      .argument('<context>')
      .argument('<collection>')
      .description(says)
      .action(async (context: string, collection: string, _: unknown, command: Command) => {
        const path = `${pathOf(context, collection)}/rebuild/${act}`
        const answer = await run.ask(command, (platform) => platform.post(path, {}))
        run.show(command, answer, () => inWords(answer))
      })
}

function pathOf(context: string, ...collection: readonly string[]): string {
  return `/api/v1/read-models/${[context, ...collection].map(encodeURIComponent).join('/')}`
}

/** Waits for the end of the rebuild; progress goes beside the answer. */
async function end(platform: Platform, path: string, run: Run): Promise<unknown> {
  for (let told = ''; ;) {
    const found = await platform.get(path)
    const rebuild = at(found, 'rebuild')
    if (!['running', 'cancelling'].includes(textAt(rebuild, 'status'))) return rebuild
    const progress = `${shareOf(textAt(rebuild, 'reached'), textAt(found, 'head'))} %\n`
    if (progress !== told) run.io.warn(progress)
    told = progress
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function shareOf(reached: string, head: string): number {
  if (reached === '' || head === '' || head === '0') return 0
  return Number((BigInt(reached) * 100n) / BigInt(head))
}

function readModels(items: readonly unknown[]): string {
  if (items.length === 0) return 'This context has no read model.\n'
  const rows = items.map((item) => [
    textAt(item, 'collection'),
    textAt(item, 'fold'),
    textAt(item, 'position'),
    String(BigInt(textAt(item, 'head') || '0') - BigInt(textAt(item, 'position') || '0')),
    textAt(item, 'broken'),
    textAt(item, 'rebuild.status'),
  ])
  return table(['COLLECTION', 'FOLD', 'POSITION', 'BEHIND', 'BROKEN', 'REBUILD'], rows)
}

function inWords(rebuild: unknown): string {
  const differing = textAt(rebuild, 'verdict.differing')
  const examples = listAt(rebuild, 'verdict.examples').map((id) => `  ${String(id)}\n`)
  const verdict =
    differing === '' ? '' : `; ${textAt(rebuild, 'verdict.documents')} documents compared, ${differing} of them differ`
  const error = textAt(rebuild, 'error')
  const because = error === '' ? '' : `: ${error}`
  return `${textAt(rebuild, 'collection')} is ${textAt(rebuild, 'status')}${because}${verdict}.\n${examples.join('')}`
}
