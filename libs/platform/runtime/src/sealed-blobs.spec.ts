import { openWorkshop, type Workshop } from '../test/workshop.js'
import { SealedBlobs } from './sealed-blobs.js'

describe('sealed blobs', () => {
  let workshop: Workshop
  let blobs: SealedBlobs
  const content = Buffer.from('What the client wrote at length.')

  beforeEach(async () => {
    workshop = await openWorkshop()
    blobs = new SealedBlobs(workshop.engines.blobs, workshop.engines.keys)
  })
  afterEach(() => workshop.close())

  it('gives back what was put, to whoever has the checksum', async () => {
    const { sha256, size } = await blobs.put(content, 'request:r:ana')
    expect(size).toBe(content.length)
    expect(Buffer.from((await blobs.get(sha256)) ?? [])).toEqual(content)
  })

  it('keeps nothing readable in the store', async () => {
    const { sha256 } = await blobs.put(content, 'request:r:ana')
    expect(Buffer.from((await workshop.engines.blobs.get(sha256)) ?? []).includes('client wrote')).toBe(false)
  })

  it('has nothing any more once the key is destroyed', async () => {
    const { sha256 } = await blobs.put(content, 'request:r:ana')
    await workshop.engines.keys.destroy('request:r:ana')
    expect(await blobs.get(sha256)).toBeUndefined()
    expect(await blobs.get('0'.repeat(64))).toBeUndefined()
  })

  it('does not open what was moved to another key', async () => {
    const { sha256 } = await blobs.put(content, 'request:r:ana')
    await workshop.engines.keys.ensure(['request:r:eva'])
    const box = Buffer.from((await workshop.engines.blobs.get(sha256)) ?? [])
    box.write('request:r:eva', 2)
    const forged = await workshop.engines.blobs.put(box)
    await expect(blobs.get(forged)).rejects.toThrow()
  })
})
