import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'

/** The mails that the platform has handed out, as they lie in its folder. */
export function outgoingMails(folder: string): Promise<readonly ParsedMail[]> {
  return ofOutgoingMails(folder, (mail) => mail)
}

/** What is picked of each of them, where there are too many to have them all in memory. */
export async function ofOutgoingMails<T>(folder: string, pick: (mail: ParsedMail) => T): Promise<readonly T[]> {
  if (!existsSync(folder)) return []
  const files = (await readdir(folder)).filter((name) => name.endsWith('.eml') && !name.startsWith('.')).sort()
  const picked: T[] = []
  for (const name of files) picked.push(pick(await simpleParser(await readFile(join(folder, name)))))
  return picked
}

export function recipientsOf(mail: ParsedMail): readonly string[] {
  const to = mail.to === undefined ? [] : Array.isArray(mail.to) ? mail.to : [mail.to]
  return to.flatMap(({ value }) => value.map(({ address = '' }) => address))
}

export interface Envelope {
  readonly from: string
  readonly to: string
}

/** Hands a raw message over by SMTP and tells the server's last answer: its code says whether it has taken the message. */
export function handOver(
  port: number,
  { from, to }: Envelope,
  message: string | Buffer,
): Promise<{ readonly code: number; readonly text: string }> {
  const data = Buffer.isBuffer(message) ? message : Buffer.from(message.replace(/\r?\n/g, '\r\n'))
  const stuffed = Buffer.from(data.toString('latin1').replace(/^\./gm, '..'), 'latin1')
  const say = ['EHLO spec.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    let pending = ''
    let sentData = false
    const finish = (code: number, text: string) => {
      socket.end('QUIT\r\n')
      resolve({ code, text })
    }
    socket.setTimeout(30_000, () => socket.destroy(new Error('The SMTP server does not answer.')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The SMTP server has hung up.')))
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      const last = /^(\d{3}) (.*)\r\n$/m.exec(pending)
      if (last === null) return
      pending = ''
      const code = Number(last[1])
      const text = last[2] ?? ''
      if (sentData || code >= 400) return finish(code, text)
      const next = say.shift()
      if (next !== undefined) return void socket.write(`${next}\r\n`)
      sentData = true
      socket.write(stuffed)
      socket.write('\r\n.\r\n')
    })
  })
}

export interface PlainMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly messageId: string
  readonly headers?: Readonly<Record<string, string>>
}

export function rawMail({ from, to, subject, text, messageId, headers = {} }: PlainMail): string {
  const all = {
    From: from,
    To: to,
    Subject: subject,
    'Message-ID': messageId,
    Date: 'Mon, 12 Jan 2026 09:00:00 +0100',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  }
  return [...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', text].join('\r\n')
}
