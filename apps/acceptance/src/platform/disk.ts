import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Program } from './program.js'

const run = promisify(execFile)
/** Less than any file that is written to begins with: nothing goes beyond it any more. */
const NO_ROOM = '4096'

/** A full disk, for one process alone and without a disk: the system refuses its writes, to whatever file, as long as it is so. */
export const fillDiskOf = (program: Program): Promise<void> => limit(program, NO_ROOM)

export const clearDiskOf = (program: Program): Promise<void> => limit(program, 'unlimited')

async function limit({ name, pid }: Program, bytes: string): Promise<void> {
  if (pid === undefined) throw new Error(`${name} does not run.`)
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}
