import { Controller, Delete, HttpCode, Param } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo } from '@spoc/platform-nest'
import { Sessions } from '../sessions.js'
import { Links } from './links.js'

@Controller('api/v1/people')
export class UnlinkRoute {
  constructor(
    private readonly links: Links,
    private readonly sessions: Sessions,
  ) {}

  /** The person's company account is theirs no more; the next one with their verified address will be. Refused: `company-account-unknown` 404. */
  @Delete(':personId/company-account')
  @HttpCode(204)
  @AllowedTo('admin')
  async unlink(@Param('personId') personId: string) {
    if (!(await this.links.unlink(personId)))
      throw new Refused(refuse('company-account-unknown', 'No company account is linked to this person.'))
    await this.sessions.endAllOf(personId)
  }
}
