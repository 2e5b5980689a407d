import { Injectable } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { ALERTMANAGER_PATH, NOTICE_LIMIT_BYTES } from '../../alerts/notice-limits.js'
import { ATTACHMENT_LIMIT_BYTES } from './new-attachment.js'

export const ATTACHMENTS_PATH = 'api/v1/requests/:id/attachments'

/** In bytes, by route. */
const limits: Readonly<Record<string, number>> = {
  // Base64 takes four characters for three bytes; the rest is for the names around it.
  [`/${ATTACHMENTS_PATH}`]: Math.ceil((ATTACHMENT_LIMIT_BYTES * 4) / 3) + 64 * 1024,
  [`/${ALERTMANAGER_PATH}`]: NOTICE_LIMIT_BYTES,
}

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>

/** Lets the routes that take files, and many alerts at once, have a larger body than all others. Made before the routes are. */
@Injectable()
export class LargerBody {
  constructor(host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<Fastify>()
    fastify.addHook('onRoute', (route) => {
      const limit = route.method === 'POST' ? limits[route.url] : undefined
      if (limit !== undefined) route.bodyLimit = limit
    })
  }
}
