import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { Background } from '@spoc/platform-runtime'
import { AllowedTo } from '../auth/access.js'
import { Paging } from '../http/paging.js'

/** Subjects that wait because an input of theirs could not be handled. */
@Controller('api/v1/parked')
export class ParkedController {
  constructor(private readonly background: Background) {}

  /** Refused: `context-unknown` 404. */
  @Get(':context')
  @AllowedTo('admin')
  async list(@Param('context') context: string, @Query() { limit, cursor }: Paging) {
    return this.running(context).parking.list(limit, cursor)
  }

  /** Handles the subject's inputs in order until one fails again. Refused: `context-unknown` 404. */
  @Post(':context/:subject/redrive')
  @HttpCode(200)
  @AllowedTo('admin')
  async redrive(@Param('context') context: string, @Param('subject') subject: string) {
    return this.running(context).reactions.redrive(subject)
  }

  private running(context: string) {
    const found = this.background.running.find((one) => one.context === context)
    if (found === undefined) throw new Refused(refuse('context-unknown', 'This service does not run that context.'))
    return found
  }
}
