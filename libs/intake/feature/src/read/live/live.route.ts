import { Controller, Get, Req, Res, type OnModuleDestroy } from '@nestjs/common'
import { AllowedTo, Credentials, tokenOf, Who, type Principal } from '@spoc/platform-nest'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { readers } from '../readers.js'
import { LiveFeed } from './live-feed.js'

const HEARTBEAT_MS = 15_000
/** A reader that has so many bytes still to take is let go; it connects again and reads the queue anew. */
const MOST_BUFFERED_BYTES = 256 * 1024
const RECONNECT_AFTER_MS = 2_000

/** Server-sent events (WHATWG HTML §9.2). */
@Controller('api/v1/live')
export class LiveRoute implements OnModuleDestroy {
  private readonly open = new Set<() => void>()

  constructor(
    private readonly feed: LiveFeed,
    private readonly credentials: Credentials,
  ) {}

  /**
   * An event `request` for whatever happens to requests the caller may see, from now on; a comment every 15 s. Ends when the session or
   * token does. Nothing is repeated after a reconnection: read the lists again then.
   */
  @Get()
  @AllowedTo(...readers)
  connect(@Who() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    send(raw, `retry: ${RECONNECT_AFTER_MS}\n: connected\n\n`)
    const stopListening = this.feed.listen({
      principal,
      tell: (event) => send(raw, `event: request\nid: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`),
    })
    const heartbeat = setInterval(() => void this.beat(raw, tokenOf(request) ?? ''), HEARTBEAT_MS)
    const end = () => {
      clearInterval(heartbeat)
      stopListening()
      this.open.delete(end)
      raw.end()
    }
    this.open.add(end)
    raw.on('close', end)
  }

  /** Draining: everybody is let go, and connects elsewhere. */
  onModuleDestroy(): void {
    for (const end of this.open) end()
  }

  private async beat(raw: ServerResponse, token: string): Promise<void> {
    try {
      if ((await this.credentials.whoHolds(token)) === undefined) raw.end()
      else send(raw, ': here\n\n')
    } catch {
      // Who it is cannot be asked just now: whoever reconnects is asked again.
      raw.end()
    }
  }
}

function send(raw: ServerResponse, text: string): void {
  if (raw.writableLength > MOST_BUFFERED_BYTES) raw.destroy()
  else if (!raw.writableEnded) raw.write(text)
}
