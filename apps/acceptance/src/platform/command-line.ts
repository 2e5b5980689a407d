import { execFile } from 'node:child_process'
import { built, mainOf } from './built.js'
import { ADMIN } from './platform.js'
import { theRun } from './profile.js'

export interface RanCommand {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The product's own command line, as the administrator of a platform or of none. */
export function commandLine(words: readonly string[], url?: string): Promise<RanCommand> {
  mainOf('cli')
  const who = url === undefined ? [] : ['--url', url, '--email', ADMIN.email]
  const { PATH = '' } = process.env
  const env = { PATH, SPOC_PASSWORD: ADMIN.password }
  return new Promise((resolve) =>
    execFile(theRun().node, [built('apps/cli/bin/spoc.mjs'), ...who, ...words], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    ),
  )
}
