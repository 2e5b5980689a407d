import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { Background } from '@spoc/platform-runtime'
import { AllowedTo } from '../auth/access.js'
import { careOf } from './care.js'

/** What the data folder takes on the disk. Refused everywhere: `no-data-folder` 409. */
@Controller('api/v1/storage')
export class StorageController {
  constructor(private readonly background: Background) {}

  /** Bytes by part, and how many of them hold nothing. */
  @Get()
  @AllowedTo('admin')
  async sizes() {
    return { parts: await careOf(this.background).sizes() }
  }

  /** Gives what topics and views do not use back to the disk, and answers when that is done. The log never loses an event. */
  @Post('compaction')
  @HttpCode(200)
  @AllowedTo('admin')
  async compact() {
    return { givenBackBytes: await careOf(this.background).compact() }
  }
}
