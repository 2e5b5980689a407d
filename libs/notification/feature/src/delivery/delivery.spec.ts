import { readdir } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { notificationStream } from '@spoc/notification-domain'
import { Secrets } from '@spoc/platform-nest'
import type { Streams } from '@spoc/platform-runtime'
import { eventually } from '@spoc/platform-testing'
import { Endpoints } from '../webhooks/endpoints.js'
import { id, openNotificationWorld, type Listed, type NotificationWorld } from '../../test/notification-world.js'
import { deliver } from './deliver.js'
import { Messages } from './messages.js'

interface Post {
  readonly url: string
  readonly mails: readonly string[]
  close(): Promise<void>
}

/** A mail server that answers the n-th mail with the n-th code, the last one from then on. */
async function postOffice(...answers: readonly number[]): Promise<Post> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
      stream.on('end', () => {
        const code = answers[Math.min(mails.push(text), answers.length) - 1] ?? 250
        done(code === 250 ? null : Object.assign(new Error('no such user ana'), { responseCode: code }))
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

const messageIdsOf = (mails: readonly string[]) => new Set(mails.map((text) => /Message-ID:\s+(<\S+>)/i.exec(text)?.[1]))

describe('delivery', () => {
  let world: NotificationWorld
  let post: Post | undefined
  const written = async (environment: Record<string, string> = {}) => {
    world = await openNotificationWorld(environment)
    await world.contact('ana')
    const requestId = await world.request('r', { contactId: id('ana') })
    await world.say(requestId, 'to-client', 'We are on it.')
    return requestId
  }
  const first = (what: string, satisfies: (message: Listed | undefined) => boolean) =>
    eventually(what, async () => (await world.list())[0], satisfies)
  afterEach(async () => {
    await world.close()
    await post?.close()
    post = undefined
  })

  it('is tried again, each time later, under the same Message-ID and date until the server takes it', async () => {
    post = await postOffice(451, 451, 250)
    await written({ SMTP_URL: post.url })
    const failed = await first('the first failure', (message) => message?.attempts === 1)
    expect(failed).toMatchObject({ state: 'waiting', lastError: 'smtp-451', nextAttemptAt: '2026-01-12T08:00:30.000Z' })
    await world.moveTo('2026-01-12T08:00:30.000Z')
    const again = await first('the second failure', (message) => message?.attempts === 2)
    expect(again).toMatchObject({ nextAttemptAt: '2026-01-12T08:01:30.000Z' })
    await world.moveTo('2026-01-12T08:01:30.000Z')
    await first('success', (message) => message?.state === 'sent')
    expect(post.mails).toHaveLength(3)
    expect(messageIdsOf(post.mails)).toEqual(new Set([failed!.messageId]))
    expect(new Set(post.mails.map((text) => /^Date: .*$/m.exec(text)?.[0])).size).toBe(1)
  })

  it('is given up at once where the server will never take it, and what it said stays sealed', async () => {
    post = await postOffice(550)
    await written({ SMTP_URL: post.url })
    const message = await first('the end', (one) => one?.state === 'given-up')
    expect(message).toMatchObject({ lastError: 'mail-rejected', because: 'refused' })
    const events = await world.service.background.engines.log.readStream(`notification-${message!.id}`)
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('no such user')
  })

  it('puts one file into the folder, though a death before the record makes it go out twice', async () => {
    await written()
    const { id: notificationId } = await world.message('the mail', ({ state }) => state === 'sent')
    const { engines, streams, opener } = world.service.background
    const fails: Pick<Streams, 'load' | 'change'> = {
      load: () => Promise.resolve({ state: { is: 'waiting' } } as never),
      change: () => Promise.reject(new Error('died')),
    }
    const { perform } = deliver({
      streams: fails as Streams,
      messages: new Messages(engines.log, opener),
      mailer: engines.mailer,
      clock: engines.clock,
      mailDomain: 'provider.example',
      longTexts: () => Promise.resolve(undefined),
      secretOf: (endpointId) => Endpoints.of(engines.documents, new Secrets(Buffer.alloc(32))).secretOfExisting(endpointId),
    })
    await expect(perform!({} as never, notificationId, world.given())).rejects.toThrow('died')
    expect(await readdir(join(world.service.config.dataDir, 'mail'))).toHaveLength(1)
    expect((await streams.load(notificationStream, notificationId)).state).toMatchObject({ is: 'sent', attempts: 1 })
  })

  it('goes on after a restart with what was still to send', async () => {
    post = await postOffice(451, 250)
    await written({ SMTP_URL: post.url })
    await first('the first failure', (message) => message?.attempts === 1)
    await world.reopen()
    await world.moveTo('2026-01-12T08:00:30.000Z')
    await first('success', (message) => message?.state === 'sent')
    expect(messageIdsOf(post.mails).size).toBe(1)
  })

  it('of webhooks and the console does not wait for a mail server that says nothing', async () => {
    const sockets = new Set<Socket>()
    const silent: Server = createServer((socket) => void sockets.add(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    post = await postOffice(250)
    const calls: string[] = []
    const receiver = createHttpServer((request, answer) => {
      calls.push(String(request.headers['webhook-id']))
      answer.writeHead(204).end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    try {
      const requestId = await written({ SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}` })
      for (let index = 0; index < 70; index += 1) await world.say(requestId, 'to-client', `Reply ${index}`)
      await eventually('mails that wait', world.list, (items) => items.length > 65)
      await (
        await world.as('admin')
      ).post('/api/v1/webhooks', {
        url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
        kinds: ['request.taken-up'],
      })
      await world.onRequest(requestId, { type: 'intake.request-taken-up.v1', data: { by: id('ada') } })
      await eventually(
        'the call',
        () => calls.length,
        (made) => made === 1,
        4_000,
      )
    } finally {
      receiver.close()
      sockets.forEach((socket) => socket.destroy())
      await new Promise<void>((resolve) => silent.close(() => resolve()))
    }
  }, 20_000)
})
