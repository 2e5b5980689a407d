import { Injectable } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { ATTACHMENT_LIMIT_BYTES } from './new-attachment.js'

export const ATTACHMENTS_PATH = 'api/v1/requests/:id/attachments'

/** Base64 takes four characters for three bytes; the rest is for the names around it. */
const BODY_LIMIT_BYTES = Math.ceil((ATTACHMENT_LIMIT_BYTES * 4) / 3) + 64 * 1024

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>

/** Lets the one route that takes files have a larger body than all others. Made before the routes are. */
@Injectable()
export class LargerBody {
  constructor(host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<Fastify>()
    fastify.addHook('onRoute', (route) => {
      if (route.url === `/${ATTACHMENTS_PATH}` && route.method === 'POST') route.bodyLimit = BODY_LIMIT_BYTES
    })
  }
}
