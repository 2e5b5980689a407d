import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { EngineUnavailable } from '@spoc/platform-ports'
import { openMongoDocuments } from './index.js'

/** MONGODB_URL names the server. */
const server = new URL(process.env['MONGODB_URL'] ?? '')

describe('a server that was not there at first', () => {
  let door: Server

  beforeAll(async () => {
    door = createServer((inside) => {
      const outside = connect(Number(server.port), server.hostname)
      inside.pipe(outside).pipe(inside)
      for (const socket of [inside, outside]) socket.on('error', () => [inside, outside].forEach((one) => one.destroy()))
    })
    door.listen(0, '127.0.0.1')
    await once(door, 'listening')
  })
  afterAll(() => new Promise((done) => door.close(done)))

  it('is found once it is there, by the same client', async () => {
    const { port } = door.address() as AddressInfo
    await new Promise((done) => door.close(done))
    const documents = await openMongoDocuments({
      url: `mongodb://127.0.0.1:${port}/?directConnection=true`,
      database: 'contract',
    })
    await expect(documents.ping()).rejects.toThrow(EngineUnavailable)
    await expect(documents.ping()).rejects.toThrow(EngineUnavailable)
    door.listen(port, '127.0.0.1')
    await once(door, 'listening')
    const isFound = () =>
      documents.ping().then(
        () => true,
        () => false,
      )
    const giveUpAt = Date.now() + 30_000
    while (!(await isFound())) {
      if (Date.now() > giveUpAt) throw new Error('The server is there, and was not found within 30 s.')
      await new Promise((resume) => setTimeout(resume, 100))
    }
    await documents.close()
    expect(await documents.ping().catch((error: unknown) => error)).toBeInstanceOf(Error)
  })
})
