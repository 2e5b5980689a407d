import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

declare const enginesScript: string

const run = promisify(execFile)

/** Ends the engine as a power cut would, and starts it again on the same data after `awayMs`. */
export async function powerCut(engine: string, awayMs: number): Promise<void> {
  await run(enginesScript, ['kill', engine])
  await new Promise((resume) => setTimeout(resume, awayMs))
  await run(enginesScript, ['up', engine])
}
