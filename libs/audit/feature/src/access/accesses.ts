import { Controller, Get, Query } from '@nestjs/common'
import { ACCESSES, type AccessDocument, type AuditEvent } from '@spoc/audit-contracts'
import { AllowedTo, IfTold, Paging, Reads } from '@spoc/platform-nest'
import { projector, Views } from '@spoc/platform-runtime'
import { IsString, MaxLength } from 'class-validator'
import { padded } from '../trail/positions.js'

export const accesses = projector<AccessDocument, AuditEvent>({
  collection: ACCESSES,
  version: 1,
  on: {
    'audit.access-recorded.v1': ({ id, data, position, metadata }, into) =>
      into.put(id, () => ({
        _id: id,
        ...data,
        actor: metadata.actor,
        channel: metadata.channel,
        at: metadata.recordedAt,
        position: padded(position),
      })),
  },
})

export class AccessesWanted extends Paging {
  @IfTold()
  @IsString()
  @MaxLength(64)
  subject?: string
}

@Controller('api/v1/audit/accesses')
export class AccessesRoute {
  constructor(private readonly views: Views) {}

  /** Who looked at what, the latest first. */
  @Get()
  @AllowedTo('auditor', 'admin')
  @Reads(ACCESSES)
  async list(@Query() { limit, cursor, subject }: AccessesWanted) {
    const page = await this.views.of<AccessDocument>(ACCESSES).find({
      ...(subject === undefined ? {} : { filter: { subject } }),
      sort: ['-position'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return {
      ...page,
      items: page.items.map(({ _id: id, position, ...access }) => ({ id, ...access, position: String(BigInt(position)) })),
    }
  }
}
