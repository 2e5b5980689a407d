import { Controller, Get, Query } from '@nestjs/common'
import { type IntegrationEvent, type IntegrationKind } from '@spoc/identity-contracts'
import { AllowedTo, Paging, Reads } from '@spoc/platform-nest'
import type { CollectionKind } from '@spoc/platform-ports'
import { projector, Views } from '@spoc/platform-runtime'

export interface IntegrationDocument {
  readonly _id: string
  readonly name: string
  readonly kind: IntegrationKind
  readonly accountId?: string
  readonly scopes: readonly string[]
  readonly tokens: readonly { readonly tokenId: string; readonly expiresAt?: string; readonly revoked: boolean }[]
}

export const INTEGRATIONS: CollectionKind = { name: 'identity_integrations', indexes: [{ fields: ['name'] }], holds: 'view' }

const idOf = (stream: string) => stream.slice('integration-'.length)

export const integrations = projector<IntegrationDocument, IntegrationEvent>({
  collection: INTEGRATIONS,
  version: 1,
  on: {
    'identity.integration-registered.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), () => ({ _id: idOf(stream), ...data, tokens: [] })),
    'identity.token-issued.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => found && { ...found, tokens: [...found.tokens, { ...data, revoked: false }] }),
    'identity.token-revoked.v1': ({ stream, data }, into) =>
      into.put(
        idOf(stream),
        (found) =>
          found && {
            ...found,
            tokens: found.tokens.map((token) => (token.tokenId === data.tokenId ? { ...token, revoked: true } : token)),
          },
      ),
  },
})

@Controller('api/v1/integrations')
export class IntegrationListRoute {
  constructor(private readonly views: Views) {}

  @Get()
  @AllowedTo('admin')
  @Reads(INTEGRATIONS)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<IntegrationDocument>(INTEGRATIONS)
      .find({ sort: ['name'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }
}
