import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { parseInstant, plusMs, refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { AllowedTo, CLOCK, IfTold } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { rotaFacts, type Rota } from '@spoc/routing-contracts'
import { dutyAt, dutyPlan, nextOnDuty, straySwaps } from '@spoc/routing-domain'
import { IsString, MaxLength } from 'class-validator'
import { absencesOf } from '../duty/absences.js'
import { factsNow } from './facts-now.js'

const YEAR_MS = 366 * 86_400_000
const MONTH_MS = 31 * 86_400_000

export class ShiftsWanted {
  /** Now unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  from?: string

  /** 31 days after `from` unless told; at most 366. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  to?: string
}

export class DutyMoment {
  @IfTold()
  @IsString()
  @MaxLength(40)
  at?: string
}

/** Who is on duty, reckoned from the rota and from who is away. */
@Controller('api/v1/rotas')
export class DutyRoute {
  constructor(
    private readonly streams: Streams,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Contiguous spans, gaps as nobody's; whoever was passed over as absent; swaps whose shift has moved. Refused: `rota-unknown` 404. */
  @Get(':rotaId/shifts')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  async shifts(@Param('rotaId') id: string, @Query() wanted: ShiftsWanted) {
    const from = instantAt(wanted.from, 'from') ?? this.clock.now()
    const to = instantAt(wanted.to, 'to') ?? plusMs(from, MONTH_MS)
    if (to <= from || to > plusMs(from, YEAR_MS))
      throw new Refused(refuse('period-invalid', 'It ends after it begins, and within a year.', 'to'))
    const rota = await this.rota(id)
    const { spans, passedOver } = dutyPlan(rota, from, to, await absencesOf(rota, factsNow(this.streams)))
    return { from, to, items: spans, passedOver, straySwaps: straySwaps(rota, from) }
  }

  /** Refused: `rota-unknown` 404. */
  @Get(':rotaId/on-duty')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  async onDuty(@Param('rotaId') id: string, @Query() wanted: DutyMoment) {
    const at = instantAt(wanted.at, 'at') ?? this.clock.now()
    const rota = await this.rota(id)
    const absences = await absencesOf(rota, factsNow(this.streams))
    const { spans, passedOver } = dutyAt(rota, at, absences)
    const [span] = spans
    return {
      at,
      personId: span?.personId ?? null,
      because: span?.because,
      passedOver: passedOver.map(({ personId, because }) => ({ personId, because })),
      next: nextOnDuty(rota, at, absences) ?? null,
    }
  }

  private async rota(id: string): Promise<Rota> {
    const { rota } = (await this.streams.load(rotaFacts, id)).state
    if (rota === undefined) throw new Refused(refuse('rota-unknown', 'There is no such rota.'))
    return rota
  }
}

function instantAt(text: string | undefined, field: string): Instant | undefined {
  if (text === undefined) return undefined
  const instant = parseInstant(text)
  if (instant === undefined) throw new Refused(refuse('instant-invalid', 'An instant has a date, a time and an offset.', field))
  return instant
}
