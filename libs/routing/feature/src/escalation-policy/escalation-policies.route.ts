import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold, Paging, Reads } from '@spoc/platform-nest'
import { Streams, Views } from '@spoc/platform-runtime'
import {
  ESCALATION_POLICIES,
  escalationPolicyFacts,
  type EscalationPolicyDefinition,
  type EscalationPolicyDocument,
  type EscalationTarget,
} from '@spoc/routing-contracts'
import { defineEscalationPolicy } from '@spoc/routing-domain'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { RestrictionBody } from '../rota/rota.dto.js'
import { reachOf } from './reach.js'

const WEEK_MS = 7 * 86_400_000

export class TargetBody {
  @IsIn(['person', 'on-duty', 'next-on-duty', 'team', 'team-lead'])
  kind!: EscalationTarget['kind']

  /** Of a person, a rota (`on-duty`, `next-on-duty`) or a team. */
  @IsUUID()
  id!: string
}

export class HoursBody {
  @IsString()
  @MaxLength(64)
  zone!: string

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RestrictionBody)
  hours!: RestrictionBody[]
}

export class StepBody {
  /** Milliseconds since the page started. */
  @IsInt()
  @Min(0)
  @Max(WEEK_MS)
  afterMs!: number

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => TargetBody)
  targets!: TargetBody[]

  @IfTold()
  @IsObject()
  @ValidateNested()
  @Type(() => HoursBody)
  onlyDuring?: HoursBody
}

export class EscalationPolicyBody {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StepBody)
  steps!: StepBody[]

  @IsUUID()
  lastResort!: string

  @IfTold()
  @IsInt()
  @Min(1)
  @Max(WEEK_MS)
  lastResortAfterMs?: number
}

/** Ways to escalate: who is told, and after how long. */
@Controller('api/v1/escalation-policies')
export class EscalationPoliciesRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused, with the field, 422: a step out of order, to nobody, or that could never reach anybody before the next. */
  @Post()
  @AllowedTo('admin', 'manager')
  async define(@Body() body: EscalationPolicyBody, @Caller() given: Given) {
    const id: string =
      given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('escalation-policy', given.idempotency.key)
    const definition = definitionOf(body)
    const changed = await this.streams.change(escalationPolicyFacts, id, given, async (policy, facts) =>
      defineEscalationPolicy(policy, definition, await reachOf(definition, given.now, facts)),
    )
    return { ...changed, id }
  }

  /** The policy as it is from now on; pages under way keep the one they began with. Refused: `escalation-policy-unknown` 404, fields as above. */
  @Put(':policyId')
  @AllowedTo('admin', 'manager')
  async redefine(
    @Param('policyId') id: string,
    @Body() body: EscalationPolicyBody,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const definition = definitionOf(body)
    const changed = await this.streams.change(
      escalationPolicyFacts,
      id,
      given,
      async (state, facts) =>
        state.policy === undefined
          ? refuse('escalation-policy-unknown', 'There is no such escalation policy.')
          : defineEscalationPolicy(state, definition, await reachOf(definition, given.now, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }

  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ESCALATION_POLICIES)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<EscalationPolicyDocument>(ESCALATION_POLICIES)
      .find({ sort: ['nameKey'], limit, ...(cursor !== undefined && { cursor }) })
    return { ...page, items: page.items.map(published) }
  }

  /** Refused: `escalation-policy-unknown` 404. */
  @Get(':policyId')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ESCALATION_POLICIES)
  async one(@Param('policyId') id: string) {
    const policy = await this.views.of<EscalationPolicyDocument>(ESCALATION_POLICIES).get(id)
    if (policy === undefined) throw new Refused(refuse('escalation-policy-unknown', 'There is no such escalation policy.'))
    return published(policy)
  }
}

function published({ _id, nameKey: _, ...rest }: EscalationPolicyDocument) {
  return { id: _id, ...rest }
}

function definitionOf({ name, steps, lastResort, lastResortAfterMs }: EscalationPolicyBody): EscalationPolicyDefinition {
  return {
    name,
    steps: steps.map(({ afterMs, targets, onlyDuring }) => ({
      afterMs,
      targets: targets.map(({ kind, id }) => ({ kind, id })),
      ...(onlyDuring !== undefined && {
        onlyDuring: { zone: onlyDuring.zone, hours: onlyDuring.hours.map((one) => ({ ...one })) },
      }),
    })),
    lastResort,
    ...(lastResortAfterMs !== undefined && { lastResortAfterMs }),
  }
}
