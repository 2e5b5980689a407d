import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './built.js'

const run = promisify(execFile)

/** So many different ports of 127.0.0.1 for programs of this run alone, however often they are started again. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const { stdout } = await run(process.execPath, [join(root, 'infra/native/ports.mjs'), String(count)])
  return stdout.trim().split('\n').map(Number)
}
