import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'

export interface Called {
  readonly id: string
  readonly type: string
  readonly body: string
  readonly timestamp: string
  readonly signatures: readonly string[]
}

export interface WebhookSink {
  readonly url: string
  readonly calls: readonly Called[]
  close(): Promise<void>
}

/** Somebody outside who is called by webhook. */
export async function webhookSink(): Promise<WebhookSink> {
  const calls: Called[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name] ?? '')
      const body = Buffer.concat(chunks).toString()
      const signatures = header('webhook-signature').split(' ')
      calls.push({ id: header('webhook-id'), type: typeOf(body), body, timestamp: header('webhook-timestamp'), signatures })
      response.writeHead(204).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** As the Standard Webhooks specification has a receiver check it. */
export function isSigned({ id, timestamp, body, signatures }: Called, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return signatures.includes(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
}

function typeOf(body: string): string {
  const parsed: unknown = JSON.parse(body)
  return typeof parsed === 'object' && parsed !== null && 'type' in parsed ? String(parsed.type) : ''
}
