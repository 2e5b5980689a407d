import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** The file holds all of the content, or is as it was before, whatever happens meanwhile. */
export function writeDurably(folder: string, name: string, content: string): void {
  const path = join(folder, name)
  writeFileSync(`${path}.new`, content, { flush: true })
  renameSync(`${path}.new`, path)
  syncFolderNow(folder)
}

/** The file is gone for good when this returns. */
export function removeDurably(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true })
  syncFolderNow(folder)
}

function syncFolderNow(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What was made, renamed or removed in the folder stays so after a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
