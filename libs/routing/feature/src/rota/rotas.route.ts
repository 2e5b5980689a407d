import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common'
import { personFacts } from '@spoc/identity-contracts'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Paging, Reads } from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { rotaFacts, ROTAS, teamFacts, type RotaDocument } from '@spoc/routing-contracts'
import { addOverride, defineRota, removeOverride, type DefineRota, type RotaGrounds } from '@spoc/routing-domain'
import { isColleague } from '../spoc/colleague.js'
import { OverrideBody, RotaBody, turnLengthOf } from './rota.dto.js'

/** Rotas: who is on duty when. */
@Controller('api/v1/rotas')
export class RotasRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused, with the field, 422: people, teams, zones, dates, times and turns that are none. */
  @Post()
  @AllowedTo('admin', 'manager')
  async define(@Body() body: RotaBody, @Caller() given: Given) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('rota', given.idempotency.key)
    const definition = definitionOf(body)
    const changed = await this.streams.change(rotaFacts, id, given, async (rota, facts) =>
      defineRota(rota, definition, await groundsOf(definition, facts)),
    )
    return { ...changed, id }
  }

  /** The rota as it is from now on; its overrides stay. Refused: `rota-unknown` 404, fields as when it is made. */
  @Put(':rotaId')
  @AllowedTo('admin', 'manager')
  async redefine(@Param('rotaId') id: string, @Body() body: RotaBody, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    const definition = definitionOf(body)
    const changed = await this.streams.change(
      rotaFacts,
      id,
      given,
      async (state, facts) =>
        state.rota === undefined
          ? refuse('rota-unknown', 'There is no such rota.')
          : defineRota(state, definition, await groundsOf(definition, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }

  /** Puts a person on duty above all layers; a swap says whose shift it takes. Refused: `rota-unknown` 404, others 422. */
  @Post(':rotaId/overrides')
  @AllowedTo('admin', 'manager', 'engineer', 'agent')
  async override(
    @Param('rotaId') id: string,
    @Body() { personId, from, to, insteadOf }: OverrideBody,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const overrideId: string =
      given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('override', given.idempotency.key)
    const changed = await this.streams.change(
      rotaFacts,
      id,
      given,
      async (rota, facts) =>
        addOverride(rota, {
          overrideId,
          personId,
          from,
          to,
          ...(insteadOf !== undefined && { insteadOf }),
          personExists: isColleague(await facts.of(personFacts, personId)),
        }),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id, overrideId }
  }

  /** Back to the layers. Refused: `rota-unknown` 404. */
  @Delete(':rotaId/overrides/:overrideId')
  @AllowedTo('admin', 'manager', 'engineer', 'agent')
  async removeOverride(@Param('rotaId') id: string, @Param('overrideId') overrideId: string, @Caller() given: Given) {
    const changed = await this.streams.change(rotaFacts, id, given, (rota) => removeOverride(rota, overrideId))
    return { ...changed, id }
  }

  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ROTAS)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<RotaDocument>(ROTAS)
      .find({ sort: ['nameKey'], limit, ...(cursor !== undefined && { cursor }) })
    return { ...page, items: page.items.map(published) }
  }

  /** Refused: `rota-unknown` 404. */
  @Get(':rotaId')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ROTAS)
  async one(@Param('rotaId') id: string) {
    const rota = await this.views.of<RotaDocument>(ROTAS).get(id)
    if (rota === undefined) throw new Refused(refuse('rota-unknown', 'There is no such rota.'))
    return published(rota)
  }
}

function published({ _id, nameKey: _, ...rest }: RotaDocument) {
  return { id: _id, ...rest }
}

function definitionOf({ name, teamId, zone, layers }: RotaBody): DefineRota {
  return {
    name,
    teamId,
    zone,
    layers: layers.map(({ every, restrictions, ...layer }) => ({
      ...layer,
      every: turnLengthOf(every),
      ...(restrictions !== undefined && { restrictions: restrictions.map((one) => ({ ...one })) }),
    })),
  }
}

async function groundsOf({ teamId, layers }: DefineRota, facts: FactsReader): Promise<RotaGrounds> {
  const colleagues = new Set<string>()
  for (const personId of new Set(layers.flatMap(({ participants }) => participants)))
    if (isColleague(await facts.of(personFacts, personId))) colleagues.add(personId)
  const teamIsThere = (await facts.of(teamFacts, teamId)).team !== undefined
  return { personExists: (personId) => colleagues.has(personId), teamExists: () => teamIsThere }
}
