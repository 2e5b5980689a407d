import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import type { Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Who, type Principal } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import { rescheduleWork, workStream } from '@spoc/works-domain'
import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsString, MaxLength, ValidateNested } from 'class-validator'
import { AffectedServices } from '../planning/affected-services.js'
import { Surroundings } from '../planning/surroundings.js'
import { mustBeProvider, workIdFrom } from './whose-work.js'
import { windowsOf, WindowWanted } from './windows.js'

export class NewWindows {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => WindowWanted)
  windows!: WindowWanted[]

  /** The affected accounts are told. */
  @IsString()
  @MaxLength(2_000)
  reason!: string

  @IsBoolean()
  despiteConflicts: boolean = false
}

/** Moves a work that has not begun; every answer is asked for again. */
@Controller('api/v1/works')
export class RescheduleWorkRoute {
  constructor(
    private readonly streams: Streams,
    private readonly services: AffectedServices,
    private readonly surroundings: Surroundings,
  ) {}

  /** Refused: `work-unknown` 404, `work-begun` 409, `works-conflict` 422 unless `despiteConflicts`, `lead-time-too-short` 422. */
  @Post(':workId/reschedule')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin', 'scope:works:write')
  async reschedule(
    @Param('workId') idOrReference: string,
    @Body() { windows: wanted, reason, despiteConflicts }: NewWindows,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    mustBeProvider(principal)
    await this.surroundings.settled()
    const workId = workIdFrom(idOrReference)
    const windows = windowsOf(wanted)
    return this.streams.change(
      workStream,
      workId,
      given,
      async (work, facts) => {
        const impacts = work.is === 'unknown' ? [] : work.impacts
        const services = await this.services.those(impacts.map(({ serviceInstanceId }) => serviceInstanceId))
        const terms = await this.surroundings.terms(services, given.now, facts)
        const conflicts = await this.surroundings.conflicts(workId, windows, impacts, services)
        return rescheduleWork(work, { windows, reason, terms, conflicts, despiteConflicts }, given)
      },
      ifRevision === undefined ? {} : { ifRevision },
    )
  }
}
