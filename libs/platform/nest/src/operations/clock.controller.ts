import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { instantIn } from '../http/instant-in.js'
import type { Clock } from '@spoc/platform-ports'
import { Background } from '@spoc/platform-runtime'
import { IsString, MaxLength } from 'class-validator'
import { AllowedTo } from '../auth/access.js'
import { CLOCK } from '../service/tokens.js'

export class MoveClock {
  /** An instant with offset, not before the clock's own. At the machine's present or later the clock follows the machine from then on. */
  @IsString()
  @MaxLength(40)
  to!: string
}

/** The clock of the platform; moved only where the data folder was made for a controlled one. */
@Controller('api/v1/clock')
export class ClockController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly background: Background,
  ) {}

  /** `next`: the next moment at which something is to happen; `settled`: nothing that has happened waits for its consequences here. */
  @Get()
  @AllowedTo('admin', 'agent', 'manager')
  async read() {
    const next = (await Promise.all(this.background.running.map(({ alarms }) => alarms.next())))
      .filter((at) => at !== undefined)
      .sort()[0]
    const settled = await this.background.settled()
    return { now: this.clock.now(), controlled: this.clock.controlled, settled, ...(next === undefined ? {} : { next }) }
  }

  /** Refused: `clock-not-controlled` 409, `invalid-instant` 422, `clock-moves-forward` 422. */
  @Post()
  @HttpCode(200)
  @AllowedTo('admin')
  async move(@Body() { to }: MoveClock) {
    if (!this.clock.controlled)
      throw new Refused(refuse('clock-not-controlled', 'This platform lives by the time of the machine.'))
    const instant = instantIn(to, 'to')
    if (instant < this.clock.now()) throw new Refused(refuse('clock-moves-forward', 'A clock is never moved back.', 'to'))
    await this.clock.moveTo(instant)
    return this.read()
  }
}
