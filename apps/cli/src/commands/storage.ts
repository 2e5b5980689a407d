import type { Command } from 'commander'
import { at, listAt, textAt } from '../output/fields.js'
import { size } from '../output/sizes.js'
import { table } from '../output/table.js'
import type { Run } from './running.js'

/** `spoc storage`: what the data folder takes on the disk, and giving back what it does not use. */
export function addStorage(program: Command, run: Run): void {
  program
    .command('storage')
    .description('what the data folder takes on the disk, part by part')
    .option('--compact', 'give back first what topics and views do not use')
    .action(async ({ compact }: { compact?: boolean }, command: Command) => {
      const answer = await run.ask(command, async (platform) => {
        const compacted = compact ? await platform.post('/api/v1/storage/compaction', {}) : undefined
        return { parts: listAt(await platform.get('/api/v1/storage'), 'parts'), givenBackBytes: at(compacted, 'givenBackBytes') }
      })
      run.show(command, answer, () => {
        const rows = answer.parts.map((part) => [textAt(part, 'part'), size(at(part, 'bytes')), size(at(part, 'freeBytes'))])
        const givenBack = compact ? `Given back: ${size(answer.givenBackBytes)}.\n\n` : ''
        return `${givenBack}${table(['PART', 'SIZE', 'OF IT FREE'], rows)}`
      })
    })
}
