import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The file holds all of the text, or is as it was before, whatever happens meanwhile. */
export async function writeDurably(file: string, text: string, mode: number): Promise<void> {
  const beside = `${file}.new`
  const handle = await open(beside, 'w', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
