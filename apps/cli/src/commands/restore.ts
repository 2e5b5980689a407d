import { restoreBackup } from '@spoc/adapters-embedded'
import type { Command } from 'commander'
import { plain } from '../output/plain.js'
import type { Run } from './running.js'

/** `spoc restore`: a data folder from a backup. No platform is needed. */
export function addRestore(program: Command, run: Run): void {
  program
    .command('restore')
    .argument('<backup>', 'its folder')
    .description('make a data folder of a backup, after holding it against its manifest')
    .requiredOption('--into <folder>', 'new or empty')
    .option('--erased-in <folder>', 'a newer data folder or backup: whoever is erased there is erased here')
    .action(async (backup: string, { into, erasedIn }: { into: string; erasedIn?: string }, command: Command) => {
      const restored = await restoreBackup(backup, into, erasedIn === undefined ? {} : { erasedIn })
      run.show(command, { into, ...restored }, () => {
        const { position, begunAt, masterKey } = restored.summary
        const erased =
          erasedIn === undefined ? '' : `  ${restored.forgotten} keys that are destroyed in ${erasedIn} were destroyed.\n`
        const key = masterKey === 'included' ? '' : '  It wants the SPOC_MASTER_KEY of then.\n'
        return `${into} is as of ${plain(begunAt)}, up to position ${plain(position)}.\n${erased}${key}  Start the platform on it with SPOC_DATA_DIR; its read models are filled at the start.\n`
      })
    })
}
