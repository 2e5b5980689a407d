import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { accountFacts } from '@spoc/directory-contracts'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfTold, Paging } from '@spoc/platform-nest'
import { DuplicateKey } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUrl, IsUUID, MaxLength } from 'class-validator'
import { webhookKinds } from '../automation/when-a-client-may-know-then-call-webhooks.js'
import { Endpoints, type WebhookEndpoint } from './endpoints.js'

export class NewWebhook {
  @IsString()
  @MaxLength(2_000)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  url!: string

  @IfTold()
  @IsUUID()
  accountId?: string

  @IsArray()
  @ArrayMaxSize(50)
  @IsIn(webhookKinds, { each: true })
  kinds: string[] = []
}

/** Endpoints that are called, signed, when something happens that a client may know. */
@Controller('api/v1/webhooks')
export class WebhooksRoute {
  constructor(
    @Inject(Endpoints) private readonly endpoints: Endpoints,
    private readonly streams: Streams,
  ) {}

  /** The secret is told once, here. Refused: `account-unknown` 422, a URL that is none 422. */
  @Post()
  @AllowedTo('admin')
  async register(@Body() { url, accountId, kinds }: NewWebhook, @Caller() given: Given) {
    const id: string = given.idempotency ? idOf('endpoint', given.idempotency.key) : newId(Date.parse(given.now))
    if (accountId !== undefined && (await this.streams.load(accountFacts, accountId)).state.is === 'unknown')
      throw new Refused(refuse('account-unknown', 'There is no such account.', 'accountId'))
    const endpoint: WebhookEndpoint = {
      _id: id,
      url,
      kinds,
      createdAt: given.now,
      ...(accountId === undefined ? {} : { accountId }),
    }
    try {
      await (await this.endpoints.collection()).insert(endpoint)
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error
    }
    this.endpoints.forget()
    return {
      id,
      url,
      ...(accountId === undefined ? {} : { accountId }),
      kinds,
      secret: `whsec_${Buffer.from(this.endpoints.secretOf(id)).toString('base64')}`,
    }
  }

  @Get()
  @AllowedTo('admin')
  async list(@Query() { limit, cursor }: Paging) {
    const page = await (await this.endpoints.collection()).find({ limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }

  /** Refused: `webhook-unknown` 404. */
  @Delete(':webhookId')
  @HttpCode(204)
  @AllowedTo('admin')
  async remove(@Param('webhookId') webhookId: string) {
    if (!(await (await this.endpoints.collection()).remove(webhookId)))
      throw new Refused(refuse('webhook-unknown', 'There is no such webhook.'))
    this.endpoints.forget()
  }
}
