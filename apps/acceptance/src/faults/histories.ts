import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Item } from '../journeys/reading.js'
import { commandLine } from '../platform/command-line.js'
import type { Platform } from '../platform/platform.js'

/** Has each request's events bundled and the hashes verified, by the command line, against the record too; tells what does not verify. */
export async function proveHistories({ url }: Pick<Platform, 'url'>, requests: readonly Item[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-histories-'))
  const unproven: string[] = []
  for (const { number } of requests) {
    const bundle = join(folder, `${String(number)}.jsonl`)
    const saved = await commandLine(['requests', 'bundle', String(number), '-o', bundle], url)
    const verified = await commandLine(['verify', bundle, '--recorded'], url)
    if (saved.code !== 0 || verified.code !== 0)
      unproven.push(`${String(number)}: ${saved.err}${saved.out}${verified.err}${verified.out}`)
  }
  await rm(folder, { recursive: true, force: true })
  return unproven
}
