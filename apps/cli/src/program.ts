import { FolderInUse, FolderNotEmpty, NoBackup } from '@spoc/adapters-embedded'
import { Command, CommanderError } from 'commander'
import { addBackup } from './commands/backup.js'
import { addParked } from './commands/parked.js'
import { addReadModels } from './commands/read-models.js'
import { addReport } from './commands/report.js'
import { addRequests } from './commands/requests.js'
import { addRestore } from './commands/restore.js'
import { Run } from './commands/running.js'
import { addSearch } from './commands/search.js'
import { addStorage } from './commands/storage.js'
import { addVerify } from './commands/verify.js'
import { addWhatIf } from './commands/what-if.js'
import { exitCodes, type Io } from './io.js'
import { plain } from './output/plain.js'
import { PlatformAway, PlatformRefused } from './platform/platform.js'
import { NobodyAsks } from './platform/signing-in.js'

/** Carries out one command line (without the program's own name) and gives what the process ends with. */
export async function runCommandLine(words: readonly string[], io: Io): Promise<number> {
  const run = new Run(io)
  try {
    await programOf(run).parseAsync(words, { from: 'user' })
    return run.exitCode
  } catch (error) {
    return codeOf(error, io)
  }
}

function programOf(run: Run): Command {
  const program = new Command('spoc')
    .description('The command line of SPOC, the single point of contact platform.')
    .option('--url <url>', 'the platform (default: SPOC_PUBLIC_URL, or http://127.0.0.1:3000)')
    .option('--token <token>', 'of an integration or a session (default: SPOC_TOKEN)')
    .option('--email <address>', 'sign in for this command, with the password in SPOC_PASSWORD')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      '\nEnds with 0; 1 where the platform refuses or a bundle or a backup is not whole; 2 where the command is wrong; 3 else.',
    )
    .configureOutput({ writeOut: (text) => run.io.write(text), writeErr: (text) => run.io.warn(text) })
    .showHelpAfterError('(`spoc help` tells what there is.)')
    .exitOverride()
  addVerify(program, run)
  addRequests(program, run)
  addSearch(program, run)
  addReport(program, run)
  addWhatIf(program, run)
  addParked(program, run)
  addReadModels(program, run)
  addBackup(program, run)
  addRestore(program, run)
  addStorage(program, run)
  return program
}

function codeOf(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  if (error instanceof NobodyAsks) {
    io.warn(`${error.message}\n`)
    return exitCodes.usage
  }
  if (error instanceof PlatformRefused) {
    const fields = error.fields.map(({ field, detail }) => `  ${plain(field)}: ${plain(detail)}\n`)
    io.warn(`${plain(error.message)} (${plain(error.code)})\n${fields.join('')}`)
    return exitCodes.refused
  }
  if (error instanceof NoBackup || error instanceof FolderNotEmpty || error instanceof FolderInUse) {
    io.warn(`${plain(error.message)}\n`)
    return exitCodes.refused
  }
  if (error instanceof PlatformAway || isFileError(error)) {
    io.warn(`${plain(error.message)}\n`)
    return exitCodes.broken
  }
  throw error
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
