import { Body, Controller, Post } from '@nestjs/common'
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { isRefusal, newId, refuse, Refused, type Changed, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfTold, type Principal, Who } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import { impacts, type Impact, type WorkImpact, type WorkKind } from '@spoc/works-contracts'
import { planWork, workIdOf, workReference, workStream } from '@spoc/works-domain'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator'
import { AffectedServices, type InstalledService } from '../planning/affected-services.js'
import { Surroundings } from '../planning/surroundings.js'
import { mustBeProvider } from './whose-work.js'
import { windowsOf, WindowWanted } from './windows.js'

export class NewWork {
  @IsString()
  @MaxLength(200)
  title!: string

  @IsString()
  @MaxLength(10_000)
  description!: string

  /** An emergency waits neither for lead times nor for approvals. */
  @IsIn(['planned', 'emergency'])
  kind: WorkKind = 'planned'

  /** What is worked on; whatever depends on it is found. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  serviceInstanceIds!: string[]

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => WindowWanted)
  windows!: WindowWanted[]

  @IsIn(impacts)
  impact!: Impact

  @IfTold()
  @IsString()
  @MaxLength(10_000)
  method?: string

  @IfTold()
  @IsString()
  @MaxLength(10_000)
  rollback?: string

  /** The planner has seen the conflicts that were named, and goes on. */
  @IsBoolean()
  despiteConflicts: boolean = false
}

export class PlanNewWork extends Command<Changed & { readonly id: string; readonly reference: string }> {
  constructor(
    readonly work: NewWork,
    readonly given: Given,
  ) {
    super()
  }
}

const SEEDS = 5

@CommandHandler(PlanNewWork)
export class PlanNewWorkHandler implements ICommandHandler<PlanNewWork> {
  constructor(
    private readonly streams: Streams,
    private readonly services: AffectedServices,
    private readonly surroundings: Surroundings,
  ) {}

  /** The reference is free or not, as the log says: where it is taken, the next seed is tried. */
  async execute({ work, given }: PlanNewWork) {
    await this.surroundings.settled()
    const seed = given.idempotency?.key ?? newId(Date.parse(given.now))
    for (let attempt = 1; ; attempt += 1) {
      const reference = workReference(`${seed}:${attempt}`, given.now)
      try {
        return { ...(await this.plan(reference, work, given)), id: workIdOf(reference), reference }
      } catch (error) {
        if (attempt === SEEDS || !(error instanceof Refused) || error.refusal.refused !== 'work-exists') throw error
      }
    }
  }

  private plan(reference: string, wanted: NewWork, given: Given): Promise<Changed> {
    const id = workIdOf(reference)
    const { serviceInstanceIds, impact, windows: _, ...details } = wanted
    const windows = windowsOf(wanted.windows)
    return this.streams.change(workStream, id, given, async (work, facts) => {
      const services = await this.services.of(serviceInstanceIds)
      if (isRefusal(services)) return services
      const affected = impactsOn(services, impact)
      if (affected.length === 0)
        return refuse('impact-missing', 'No service of a client stands on it: there is nobody to tell.', 'serviceInstanceIds')
      const terms = await this.surroundings.terms(services, given.now, facts)
      const conflicts = await this.surroundings.conflicts(id, windows, affected, services)
      return planWork(work, { ...details, reference, windows, impacts: affected, terms, conflicts }, given)
    })
  }
}

/** The provider's own sites and upstreams are nobody's service: what stands on them is affected, and told. */
function impactsOn(services: readonly InstalledService[], impact: Impact): readonly WorkImpact[] {
  return services.flatMap(({ id, circuitId, accountId }) =>
    accountId === undefined ? [] : [{ serviceInstanceId: id, circuitId, accountId, impact }],
  )
}

@Controller('api/v1/works')
export class PlanWorkRoute {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Refused: `works-conflict` 422 unless `despiteConflicts`, `lead-time-too-short` 422, `service-unknown` 422, `impact-missing` 422 where no
   * client stands on what is worked on.
   */
  @Post()
  @AllowedTo('agent', 'engineer', 'manager', 'admin', 'scope:works:write')
  plan(@Body() work: NewWork, @Caller() given: Given, @Who() principal: Principal) {
    mustBeProvider(principal)
    return this.commands.execute(new PlanNewWork(work, given))
  }
}
