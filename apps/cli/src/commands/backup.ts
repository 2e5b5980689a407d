import { verifyBackup, type BackupVerdict } from '@spoc/adapters-embedded'
import { pause } from '@spoc/platform-runtime'
import type { Command } from 'commander'
import { exitCodes } from '../io.js'
import { at, listAt, textAt } from '../output/fields.js'
import { plain } from '../output/plain.js'
import { size } from '../output/sizes.js'
import { table } from '../output/table.js'
import type { Platform } from '../platform/platform.js'
import type { Run } from './running.js'

const LOOK_EVERY_MS = 500

/** `spoc backup`: backups of a data folder in use. The platform makes them; they are verified without it. */
export function addBackup(program: Command, run: Run): void {
  const backup = program.command('backup').description('backups of the data folder, made while the platform runs')
  backup
    .command('create')
    .description('begin one')
    .option('--wait', 'tell how far it is, and end when it is there')
    .action(async ({ wait }: { wait?: boolean }, command: Command) => {
      const made = await run.ask(command, async (platform) => {
        const begun = await platform.post('/api/v1/backups', {})
        return wait ? ended(platform, begun, run) : begun
      })
      const state = textAt(made, 'state')
      if (!['running', 'complete'].includes(state)) run.end(exitCodes.refused)
      run.show(command, made, () => inWords(made))
    })
  backup
    .command('list')
    .description('the newest first')
    .action(async (_: unknown, command: Command) => {
      const answer = await run.ask(command, (platform) => platform.get('/api/v1/backups'))
      run.show(command, answer, () => backups(listAt(answer, 'items')))
    })
  backup
    .command('cancel')
    .argument('<name>')
    .description('stop making it, and leave nothing of it')
    .action(async (name: string, _: unknown, command: Command) => {
      const path = `/api/v1/backups/${encodeURIComponent(name)}/cancel`
      const answer = await run.ask(command, (platform) => platform.post(path, {}))
      run.show(command, answer, () => inWords(answer))
    })
  backup
    .command('verify')
    .argument('<folder>', 'of a backup; no platform is needed')
    .description('hold every file of a backup against its manifest')
    .action(async (folder: string, _: unknown, command: Command) => {
      const verdict = await verifyBackup(folder)
      const whole = verdict.findings.length === 0
      if (!whole) run.end(exitCodes.refused)
      run.show(command, { whole, ...verdict }, () => verified(folder, verdict))
    })
}

/** Follows a backup until it is not being made any more. */
async function ended(platform: Platform, begun: unknown, run: Run): Promise<unknown> {
  let found = begun
  while (textAt(found, 'state') === 'running') {
    await pause(LOOK_EVERY_MS)
    found = await platform.get(`/api/v1/backups/${encodeURIComponent(textAt(begun, 'name'))}`)
    run.io.warn(`${size(at(found, 'bytes'))} of ${size(at(found, 'bytesInAll'))}\n`)
  }
  return found
}

function inWords(backup: unknown): string {
  const because = textAt(backup, 'because')
  return `${plain(textAt(backup, 'name'))}: ${plain(textAt(backup, 'state'))}${because === '' ? '' : `, because ${plain(because)}`}.\n`
}

function backups(items: readonly unknown[]): string {
  if (items.length === 0) return 'There is no backup.\n'
  const rows = items.map((item) => [
    textAt(item, 'name'),
    textAt(item, 'begunAt'),
    textAt(item, 'state'),
    textAt(item, 'position'),
    size(at(item, 'bytes')),
    textAt(item, 'because'),
  ])
  return table(['NAME', 'SHOWS', 'STATE', 'POSITION', 'SIZE', 'BECAUSE'], rows)
}

function verified(folder: string, { findings, summary: { begunAt, position, files, bytes, masterKey } }: BackupVerdict): string {
  if (findings.length > 0) return `${folder}: not whole.\n${findings.map((finding) => `  ${plain(finding)}\n`).join('')}`
  const key =
    masterKey === 'included' ? 'The master key is in it' : 'The master key is not in it: SPOC_MASTER_KEY is needed with it'
  return `${folder}: whole.\n  ${files} files, ${size(bytes)}, of ${plain(begunAt)}, up to position ${plain(position)}.\n  ${key}.\n`
}
