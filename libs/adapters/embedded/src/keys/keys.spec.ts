import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keysContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedKeys } from './keys.js'

describe('the embedded keys', () => {
  const masterKey = randomBytes(32)

  keysContract(async () => {
    const scratch = await Scratch.open((folder) => openEmbeddedKeys(folder, masterKey))
    const { path } = scratch.folder
    return {
      get keys() {
        return scratch.engine
      },
      reopen: () => scratch.reopen(),
      openUnderAnotherMasterKey: async () => {
        await scratch.engine.close()
        return openEmbeddedKeys(scratch.folder, randomBytes(32))
      },
      bytesAtRest: async () => Buffer.concat([await readFile(join(path, 'keys.db')), await readFile(join(path, 'keys.db-wal'))]),
      close: () => scratch.close(),
    }
  })

  it('leaves nothing of the wrapped key in its files once it is destroyed', async () => {
    const scratch = await Scratch.open((folder) => openEmbeddedKeys(folder, masterKey))
    const files = () =>
      Promise.all(['keys.db', 'keys.db-wal'].map((name) => readFile(join(scratch.folder.path, name)))).then(Buffer.concat)
    await scratch.engine.ensure(['person:before'])
    const before = await files()
    await scratch.engine.ensure(['person:gone'])
    const place = (await files()).lastIndexOf('person:gone')
    const box = (await files()).subarray(place + 'person:gone'.length, place + 'person:gone'.length + 60)
    expect(before.includes(box)).toBe(false)
    await scratch.engine.destroy('person:gone')
    expect((await files()).includes(box)).toBe(false)
    await scratch.close()
  })

  it('gives each key in bytes of its own, so that whoever keeps one keeps no pool of buffers', async () => {
    const scratch = await Scratch.open((folder) => openEmbeddedKeys(folder, masterKey))
    await scratch.engine.ensure(['person:kept'])
    const found = (await scratch.engine.get(['person:kept'])).get('person:kept')
    expect(found?.is === 'key' && found.bytes.buffer.byteLength).toBe(32)
    await scratch.close()
  })

  it('refuses a master key that is not 32 bytes long', async () => {
    const scratch = await Scratch.open((folder) => openEmbeddedKeys(folder, masterKey))
    await expect(openEmbeddedKeys(scratch.folder, randomBytes(16))).rejects.toThrow('16 bytes')
    await scratch.close()
  })
})
