import { Body, Controller, Delete, Inject, Param, Post } from '@nestjs/common'
import { accountFacts } from '@spoc/directory-contracts'
import { integrationFacts, integrationKinds, type IntegrationKind } from '@spoc/identity-contracts'
import { issueToken, registerIntegration, revokeToken, scopes } from '@spoc/identity-domain'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import {
  AllowedTo,
  Caller,
  Credentials,
  DOCUMENTS,
  hashToken,
  IfTold,
  instantIn,
  newToken,
  type TokenDocument,
  TOKENS,
} from '@spoc/platform-nest'
import type { Documents } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

export class NewIntegration {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsIn(integrationKinds)
  kind!: IntegrationKind

  /** None: the provider's own, which may name any account. */
  @IfTold()
  @IsUUID()
  accountId?: string

  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(scopes, { each: true })
  scopes!: string[]
}

export class NewToken {
  @IfTold()
  @IsString()
  @MaxLength(40)
  expiresAt?: string
}

/** Systems that speak to us, and the tokens they do it with. */
@Controller('api/v1/integrations')
export class IntegrationsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly credentials: Credentials,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** Refused: `account-unknown` 422. */
  @Post()
  @AllowedTo('admin')
  async register(@Body() details: NewIntegration, @Caller() given: Given) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('integration', given.idempotency.key)
    const changed = await this.streams.change(integrationFacts, id, given, async (integration, facts) => {
      const accountIsKnown = details.accountId !== undefined && (await facts.of(accountFacts, details.accountId)).is !== 'unknown'
      return registerIntegration(integration, { ...details }, { accountIsKnown })
    })
    return { ...changed, id }
  }

  /** The token is told once, here, and kept nowhere in the clear. Refused: `integration-unknown` 404. */
  @Post(':integrationId/tokens')
  @AllowedTo('admin')
  async issue(@Param('integrationId') integrationId: string, @Body() { expiresAt }: NewToken, @Caller() given: Given) {
    const until = expiresAt === undefined ? undefined : instantIn(expiresAt, 'expiresAt')
    const tokenId: string = newId(Date.parse(given.now))
    const expiry = until === undefined ? {} : { expiresAt: until }
    const changed = await this.streams.change(integrationFacts, integrationId, given, (integration) =>
      issueToken(integration, { tokenId, ...expiry }, given),
    )
    const { state: integration } = await this.streams.load(integrationFacts, integrationId)
    if (integration.is === 'unknown') throw new Refused(refuse('integration-unknown', 'There is no such integration.'))
    const token = newToken('spoc')
    const account = integration.accountId === undefined ? {} : { accountId: integration.accountId }
    await (
      await this.tokens()
    ).insert({ _id: hashToken(token), tokenId, integrationId, scopes: integration.scopes, ...account, ...expiry })
    return { ...changed, tokenId, token }
  }

  /** Refused: `token-unknown` 422. */
  @Delete(':integrationId/tokens/:tokenId')
  @AllowedTo('admin')
  async revoke(@Param('integrationId') integrationId: string, @Param('tokenId') tokenId: string, @Caller() given: Given) {
    const changed = await this.streams.change(integrationFacts, integrationId, given, (integration) =>
      revokeToken(integration, tokenId),
    )
    const tokens = await this.tokens()
    for (const { _id } of (await tokens.find({ filter: { tokenId }, limit: 1 })).items) {
      await tokens.remove(_id)
      this.credentials.forget(_id)
    }
    return changed
  }

  private tokens() {
    return this.documents.collection<TokenDocument>(TOKENS)
  }
}
