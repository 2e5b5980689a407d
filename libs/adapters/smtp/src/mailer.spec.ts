import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { OutgoingMail } from '@spoc/platform-ports'
import { openMailer } from './open-mailer.js'

const mail: OutgoingMail = {
  messageId: '<ack-1@spoc.example>',
  from: { name: 'Service desk', address: 'desk@spoc.example' },
  to: [{ name: 'Ana Köhler', address: 'ana@client.example' }],
  subject: 'R-1000017: circuit down',
  text: 'We have it.',
  inReplyTo: '<one@client.example>',
  references: ['<zero@client.example>', '<one@client.example>'],
  headers: { 'Auto-Submitted': 'auto-replied' },
  calendar: { method: 'PUBLISH', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', filename: 'work.ics' },
  date: '2026-01-12T09:00:00.000Z',
}

describe('mail without a server', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-mail-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('becomes one file a message, the same file when it is sent again', async () => {
    const mailer = await openMailer({ url: undefined, folder })
    await mailer.send(mail)
    await mailer.send(mail)
    const files = await readdir(folder)
    expect(files).toHaveLength(1)
    const text = await readFile(join(folder, files[0]!), 'utf8')
    expect(text).toContain('Message-ID: <ack-1@spoc.example>')
    expect(text).toContain('In-Reply-To: <one@client.example>')
    expect(text).toContain('Date: Mon, 12 Jan 2026 09:00:00 +0000')
    expect(text).toContain('Auto-Submitted: auto-replied')
    expect(text).toContain('text/calendar; charset=utf-8; method=PUBLISH')
  })
})

describe('mail by SMTP', () => {
  let server: SMTPServer
  let answer: Error | undefined
  const received: string[] = []
  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let text = ''
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
        stream.on('end', () => {
          if (answer === undefined) received.push(text)
          done(answer)
        })
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))
  const url = () => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const saying = (code: number) => Object.assign(new Error('no'), { responseCode: code })

  it('is handed over whole', async () => {
    answer = undefined
    const mailer = await openMailer({ url: url(), folder: '' })
    await mailer.send(mail)
    expect(received.at(-1)).toContain('Message-ID: <ack-1@spoc.example>')
    await mailer.close()
  })
  it('is refused for good by a 5xx answer', async () => {
    answer = saying(550)
    const mailer = await openMailer({ url: url(), folder: '' })
    await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'MailRejected' })
    await mailer.close()
  })
  it('may be tried again after a 4xx answer, and where nobody answers', async () => {
    answer = saying(451)
    const mailer = await openMailer({ url: url(), folder: '' })
    await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'EngineUnavailable' })
    await mailer.close()
    const nobody = await openMailer({ url: 'smtp://127.0.0.1:9', folder: '' })
    await expect(nobody.send(mail)).rejects.toMatchObject({ name: 'EngineUnavailable' })
    await nobody.close()
  })
})
