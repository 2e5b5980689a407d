import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import { BadCursor } from '@spoc/platform-ports'
import { Background, type ParkedSubject } from '@spoc/platform-runtime'
import { IsInt, IsString, Length, Max, MaxLength, Min } from 'class-validator'
import { AllowedTo } from '../auth/access.js'
import { Caller } from '../http/given.js'
import { Paging } from '../http/paging.js'

/** Names the input that failed, so that nobody gives up another one than the one they looked at. */
export class DiscardInput {
  @IsString()
  @MaxLength(300)
  stream!: string

  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  revision!: number

  /** Why it is given up; 10 to 500 characters, without names or addresses. It stands in the subject's history. */
  @IsString()
  @Length(10, 500)
  reason!: string
}

/** Subjects that wait because an input of theirs could not be handled. */
@Controller('api/v1/parked')
export class ParkedController {
  constructor(private readonly background: Background) {}

  /** The subject that has waited longest first. Refused: `context-unknown` 404. */
  @Get(':context')
  @AllowedTo('admin')
  async list(@Param('context') context: string, @Query() { limit, cursor }: Paging) {
    const { items, next } = await this.running(context).parking.list(limit, cursor)
    return { items: items.map((one) => told(context, one)), ...(next === undefined ? {} : { next }) }
  }

  /** What waits, in order; personal values are not shown. Refused: `context-unknown` 404, `parked-unknown` 404, `bad-cursor` 422. */
  @Get(':context/:subject')
  @AllowedTo('admin')
  async look(@Param('context') context: string, @Param('subject') subject: string, @Query() { limit, cursor }: Paging) {
    const from = placeOf(cursor)
    const { parked } = this.running(context)
    const found = told(context, await parked.get(subject))
    const items = await parked.inputs(subject, from, limit)
    return { ...found, items, ...(from + limit < found.waiting ? { next: String(from + limit) } : {}) }
  }

  /** Handles the subject's inputs in order until one fails again. Refused: `context-unknown` 404. */
  @Post(':context/:subject/redrive')
  @HttpCode(200)
  @AllowedTo('admin')
  async redrive(@Param('context') context: string, @Param('subject') subject: string) {
    return this.running(context).parked.redrive(subject)
  }

  /**
   * Gives up the input that failed, for good and on record, and handles those behind it. Refused: `context-unknown` 404, `parked-unknown`
   * 404, `not-what-failed` 409.
   */
  @Post(':context/:subject/discard')
  @HttpCode(200)
  @AllowedTo('admin')
  async discard(
    @Param('context') context: string,
    @Param('subject') subject: string,
    @Body() { stream, revision, reason }: DiscardInput,
    @Caller() given: Given,
  ) {
    return this.running(context).parked.discard(subject, { stream, revision }, reason, given)
  }

  private running(context: string) {
    const found = this.background.running.find((one) => one.context === context)
    if (found === undefined) throw new Refused(refuse('context-unknown', 'This service does not run that context.'))
    return found
  }
}

/** `waiting`: how many inputs; `failed`: the first of them. */
function told(context: string, { _id, since, error, waiting }: ParkedSubject) {
  return { context, subject: _id, since, error, waiting: waiting.length, failed: waiting[0] }
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw new BadCursor()
  return Number(cursor)
}
