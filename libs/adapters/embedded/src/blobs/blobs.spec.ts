import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { blobsContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedBlobs } from './blobs.js'

describe('the embedded blobs', () => {
  blobsContract(async () => {
    const scratch = await Scratch.open(openEmbeddedBlobs)
    return {
      get blobs() {
        return scratch.engine
      },
      reopen: () => scratch.reopen(),
      crash: () => scratch.crash(),
      damage: (sha256) => writeFile(join(scratch.folder.path, 'blobs', sha256.slice(0, 2), sha256.slice(2)), 'damaged'),
      close: () => scratch.close(),
    }
  })

  it('clears away what a process that died has left unfinished', async () => {
    const scratch = await Scratch.open(openEmbeddedBlobs)
    await writeFile(join(scratch.folder.path, 'blobs', 'unfinished', 'half'), 'half of it')
    await scratch.crash()
    expect(await readdir(join(scratch.folder.path, 'blobs', 'unfinished'))).toEqual([])
    await scratch.close()
  })
})
