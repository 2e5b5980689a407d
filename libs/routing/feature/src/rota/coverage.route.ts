import { Controller, Get, Inject, Query } from '@nestjs/common'
import { accountFacts, ACCOUNTS, type AccountDocument, type SpocArrangement } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import { plusMs, type Id } from '@spoc/platform-kernel'
import { AllowedTo, CLOCK, IfTold, Reads } from '@spoc/platform-nest'
import type { Clock, CollectionKind } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { rotaFacts, ROTAS, teamFacts, type RotaDocument } from '@spoc/routing-contracts'
import { coverageGaps, dutyPlan, straySwaps, unreachableDuties, type Period } from '@spoc/routing-domain'
import { calendarFacts, inForceAt } from '@spoc/sla-contracts'
import { Type } from 'class-transformer'
import { IsInt, IsString, Max, Min } from 'class-validator'
import { absencesOf, canBeReached } from '../duty/absences.js'
import { closedParts } from './closed-parts.js'
import { factsNow } from './facts-now.js'

export class CoverageWanted {
  /** So many days from now on. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(62)
  days: number = 28

  @IfTold()
  @IsString()
  after?: string
}

const MOST = 500

/** Proves that somebody is there at every minute of the coming weeks, or says when nobody is. */
@Controller('api/v1/rotas')
export class CoverageRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Gaps, duties of people who cannot be reached or are away, and swaps that went astray, by rota; and what each account's arrangement leaves uncovered. */
  @Get('coverage')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(ROTAS, ACCOUNTS)
  async coverage(@Query() { days }: CoverageWanted) {
    const from = this.clock.now()
    const period = { from, to: plusMs(from, days * 86_400_000) }
    const rotas = await Promise.all((await this.all<RotaDocument>(ROTAS)).map(({ _id }) => this.ofRota(_id, period)))
    const accounts = await this.all<AccountDocument>(ACCOUNTS)
    const arrangements = await Promise.all(accounts.map(({ _id }) => this.ofAccount(_id, period)))
    const whole = arrangements.flat()
    return {
      ...period,
      covered: rotas.flat().every(({ gaps }) => gaps.length === 0) && whole.every(({ gaps }) => gaps.length === 0),
      rotas: rotas.flat(),
      arrangements: whole,
    }
  }

  private async ofRota(rotaId: Id<'rota'>, period: Period) {
    const facts = factsNow(this.streams)
    const { rota } = await facts.of(rotaFacts, rotaId)
    if (rota === undefined) return []
    const absences = await absencesOf(rota, facts)
    const { spans, passedOver } = dutyPlan(rota, period.from, period.to, absences)
    const reachable = new Set<string>()
    for (const personId of new Set(spans.flatMap((span) => (span.personId === undefined ? [] : [span.personId]))))
      if (canBeReached(await facts.of(personFacts, personId), period.from)) reachable.add(personId)
    return [
      {
        rotaId,
        name: rota.name,
        teamId: rota.teamId,
        gaps: coverageGaps(rota, period, absences),
        unreachable: unreachableDuties(rota, period, (personId) => reachable.has(personId), absences),
        passedOver,
        straySwaps: straySwaps(rota, period.from),
      },
    ]
  }

  private async ofAccount(accountId: Id<'account'>, period: Period) {
    const facts = factsNow(this.streams)
    const account = await facts.of(accountFacts, accountId)
    if (account.is === 'unknown' || account.arrangement === undefined) return []
    const { arrangement } = account
    const teamId = arrangement.kind === 'named' ? arrangement.dutyTeamId : arrangement.teamId
    const gaps = await this.gapsOfTeam(teamId, period)
    return [{ accountId, kind: arrangement.kind, teamId, gaps: await this.outsideOfHours(arrangement, gaps) }]
  }

  /** A team without a rota has nobody on duty, ever. */
  private async gapsOfTeam(teamId: Id<'team'>, period: Period): Promise<readonly Period[]> {
    const facts = factsNow(this.streams)
    const { team } = await facts.of(teamFacts, teamId)
    const { rota } = team?.rotaId === undefined ? rotaFacts.initial : await facts.of(rotaFacts, team.rotaId)
    return rota === undefined ? [period] : coverageGaps(rota, period, await absencesOf(rota, facts))
  }

  /** In their hours the named person covers what the team leaves open. */
  private async outsideOfHours(arrangement: SpocArrangement, gaps: readonly Period[]): Promise<readonly Period[]> {
    if (arrangement.kind === 'duty-team') return gaps
    if (arrangement.calendarId === undefined) return []
    const { revisions } = await factsNow(this.streams).of(calendarFacts, arrangement.calendarId)
    return gaps.flatMap((gap) => {
      const calendar = inForceAt(revisions, gap.from)
      return calendar === undefined ? [gap] : closedParts(calendar.rules, gap)
    })
  }

  private async all<Doc extends { readonly _id: string }>(kind: CollectionKind): Promise<readonly Doc[]> {
    return (await this.views.of<Doc>(kind).find({ sort: ['nameKey'], limit: MOST })).items
  }
}
