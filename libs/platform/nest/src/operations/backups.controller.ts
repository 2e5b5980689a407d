import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { BackupUnderWay } from '@spoc/platform-ports'
import { Background } from '@spoc/platform-runtime'
import { AllowedTo } from '../auth/access.js'
import { careOf } from './care.js'

/**
 * Backups of the data folder, made while it is in use. Where they are kept, the configuration says; here they have names. Refused everywhere:
 * `no-data-folder` 409.
 */
@Controller('api/v1/backups')
export class BackupsController {
  constructor(private readonly background: Background) {}

  /** Begins one; it goes on by itself. Refused: `backup-under-way` 409. */
  @Post()
  @HttpCode(202)
  @AllowedTo('admin')
  async begin() {
    try {
      return await careOf(this.background).beginBackup()
    } catch (error) {
      throw error instanceof BackupUnderWay ? new Refused(refuse('backup-under-way', error.message)) : error
    }
  }

  /** The newest first. */
  @Get()
  @AllowedTo('admin')
  async list() {
    return { items: await careOf(this.background).backups() }
  }

  /** How far it has come. Refused: `backup-unknown` 404. */
  @Get(':backup')
  @AllowedTo('admin')
  async read(@Param('backup') backup: string) {
    const found = await careOf(this.background).backup(backup)
    if (found === undefined) throw new Refused(refuse('backup-unknown', 'There is no such backup.'))
    return found
  }

  /** Answers once nothing of it is left. Refused: `backup-unknown` 404, `backup-ended` 409. */
  @Post(':backup/cancel')
  @HttpCode(200)
  @AllowedTo('admin')
  async cancel(@Param('backup') backup: string) {
    await this.read(backup)
    if (!(await careOf(this.background).cancelBackup(backup)))
      throw new Refused(refuse('backup-ended', 'This backup is not being made any more.'))
    return this.read(backup)
  }
}
