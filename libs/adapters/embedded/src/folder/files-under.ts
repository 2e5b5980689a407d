import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../error-code.js'

const ENTRIES_A_TURN = 512

/** The files of a folder and of the folders in it, as paths from it, without those that are left out, nor what is in them. None where there is no such folder. */
export async function* filesUnder(
  root: string,
  leftOut: (path: string) => boolean = () => false,
  within = '',
): AsyncGenerator<string> {
  const folder = await opendir(join(root, within), { bufferSize: ENTRIES_A_TURN }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (folder === undefined) return
  for await (const entry of folder) {
    const path = within === '' ? entry.name : `${within}/${entry.name}`
    if (leftOut(path)) continue
    if (entry.isDirectory()) yield* filesUnder(root, leftOut, path)
    // A link to a folder cannot be copied as a file, and says so, rather than be missing.
    else if (entry.isFile() || entry.isSymbolicLink()) yield path
  }
}
