import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import { Background, type RebuildOrder } from '@spoc/platform-runtime'
import { IsBoolean } from 'class-validator'
import { IfTold } from '../http/if-told.js'
import { AllowedTo } from '../auth/access.js'
import { Caller } from '../http/given.js'

export class OrderRebuild {
  /** False: only prove that the collection is what the log says, and leave it as it is. True unless told. */
  @IfTold()
  @IsBoolean()
  swap: boolean = true
}

/** Read models of this service, how far they are, and their being folded anew from the log while they serve. */
@Controller('api/v1/read-models')
export class ReadModelsController {
  constructor(private readonly background: Background) {}

  /** Every read model of a context. Refused: `context-unknown` 404. */
  @Get(':context')
  @AllowedTo('admin')
  async list(@Param('context') context: string) {
    const names = this.namesOf(context)
    return { items: await Promise.all(names.map((name) => this.told(name))) }
  }

  /**
   * `position` and `head`: decimal log positions, of the read model and of the log. `rebuild`: the last one ordered; `reached`: its position
   * where it is at work in this process. Refused: `context-unknown` 404, `read-model-unknown` 404.
   */
  @Get(':context/:collection')
  @AllowedTo('admin')
  async read(@Param('context') context: string, @Param('collection') collection: string) {
    return this.told(this.known(context, collection))
  }

  /** Begins; the answer does not wait for the end. Refused: `context-unknown` 404, `read-model-unknown` 404, `rebuild-under-way` 409. */
  @Post(':context/:collection/rebuild')
  @HttpCode(202)
  @AllowedTo('admin')
  async order(
    @Param('context') context: string,
    @Param('collection') collection: string,
    @Body() { swap }: OrderRebuild,
    @Caller() { actor }: Given,
  ) {
    return orderTold(await this.background.rebuilds.order(this.known(context, collection), { swap, orderedBy: actor }))
  }

  /** Refused: `rebuild-unknown` 404, `rebuild-not-under-way` 409. */
  @Post(':context/:collection/rebuild/pause')
  @HttpCode(200)
  @AllowedTo('admin')
  async pause(@Param('context') context: string, @Param('collection') collection: string) {
    return orderTold(await this.background.rebuilds.turn(this.known(context, collection), ['running'], 'paused'))
  }

  /** Goes on where it stood. Refused: `rebuild-unknown` 404, `rebuild-not-under-way` 409. */
  @Post(':context/:collection/rebuild/resume')
  @HttpCode(200)
  @AllowedTo('admin')
  async resume(@Param('context') context: string, @Param('collection') collection: string) {
    return orderTold(await this.background.rebuilds.turn(this.known(context, collection), ['paused'], 'running'))
  }

  /** Leaves nothing of it behind. Refused: `rebuild-unknown` 404, `rebuild-not-under-way` 409. */
  @Post(':context/:collection/rebuild/cancel')
  @HttpCode(200)
  @AllowedTo('admin')
  async cancel(@Param('context') context: string, @Param('collection') collection: string) {
    return orderTold(await this.background.rebuilds.turn(this.known(context, collection), ['running', 'paused'], 'cancelling'))
  }

  private async told(name: string) {
    const projection = this.background.projections.get(name)!
    const { rebuilds, engines } = this.background
    const [{ position, stale }, head, order] = await Promise.all([projection.freshness(), engines.log.head(), rebuilds.of(name)])
    const reached = rebuilds.reachedBy(name)
    return {
      collection: name,
      fold: projection.projector.version,
      position: String(position),
      head: String(head),
      broken: projection.broken.size,
      ...(stale === undefined ? {} : { stale: { rebuiltThrough: String(stale.rebuiltThrough) } }),
      ...(order === undefined
        ? {}
        : { rebuild: { ...orderTold(order), ...(reached === undefined ? {} : { reached: String(reached) }) } }),
    }
  }

  private namesOf(context: string): readonly string[] {
    if (!this.background.running.some((one) => one.context === context))
      throw new Refused(refuse('context-unknown', 'This service does not run that context.'))
    return [...this.background.projections.keys()].filter((name) => name.startsWith(`${context}_`)).sort()
  }

  private known(context: string, collection: string): string {
    if (!this.namesOf(context).includes(collection))
      throw new Refused(refuse('read-model-unknown', `${context} has no read model of this name.`))
    return collection
  }
}

function orderTold({ _id, ...order }: RebuildOrder) {
  return { collection: _id, ...order }
}
