import { sentenceOf, verifyBundle, type RecordedBundle, type Verdict } from '@spoc/audit-domain'
import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at } from '../output/fields.js'
import { plain } from '../output/plain.js'
import { PlatformRefused, type Platform } from '../platform/platform.js'
import type { Run } from './running.js'

/** `spoc verify`: whether a bundle is unaltered and complete, with nothing but its text. */
export function addVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .argument('<bundle-file>', 'a bundle, as `spoc requests bundle` saves it')
    .option('--recorded', 'ask the platform too whether it is the bundle that was handed out')
    .description('check a bundle offline; names every event that was changed, dropped, inserted or moved')
    .addHelpText('after', '\nEnds with 0 where the bundle is whole, with 1 where it is not.')
    .action(async (path: string, { recorded }: { recorded?: boolean }, command: Command) => {
      const text = await run.io.readText(path)
      const alone = verifyBundle(text)
      const root = alone.head?.root
      const record = recorded && root !== undefined ? await run.ask(command, (platform) => recordOf(platform, root)) : undefined
      const verdict = record === undefined || record === 'none' ? alone : verifyBundle(text, record)
      const onRecord = record === undefined ? undefined : record !== 'none'
      const isFine = verdict.whole && onRecord !== false
      if (!isFine) run.end(exitCodes.refused)
      const { whole, findings, head, events } = verdict
      const answer = { whole, onRecord, subject: head?.subject, asOf: head?.asOf, root, events, findings }
      run.show(command, answer, () => inWords(path, verdict, onRecord))
    })
}

/** What the platform put on record under the root of a bundle. */
async function recordOf(platform: Platform, root: string): Promise<RecordedBundle | 'none'> {
  try {
    const found = await platform.get(`/api/v1/audit/bundles/${root}`)
    return { root: String(at(found, 'root')), events: Number(at(found, 'events')) }
  } catch (error) {
    if (error instanceof PlatformRefused && error.code === 'bundle-unknown') return 'none'
    throw error
  }
}

function inWords(path: string, { whole, findings, head, events }: Verdict, onRecord: boolean | undefined): string {
  const lines = findings.map((finding) => `  ${plain(sentenceOf(finding))}`)
  const record =
    onRecord === undefined
      ? ['  A bundle that was forged as a whole shows itself only against the record: --recorded asks the platform.']
      : [onRecord ? '  It is the bundle on record.' : '  The platform never handed out a bundle with this root.']
  if (!whole || head === undefined)
    return `${path}: not whole.\n${[...lines, ...(onRecord === false ? record : [])].join('\n')}\n`
  const about = `${events} events of ${head.streams.length} streams about ${plain(head.subject)}, complete up to position ${head.asOf.position}`
  return `${path}: ${onRecord === false ? 'whole, but not on record' : 'whole'}.\n  ${about}.\n  Root ${head.root}.\n${record.join('\n')}\n`
}
