import { Controller, Get, Param, Query } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, IfTold, instantIn, ownAccounts, Paging, type Principal, Reads, Who } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { WORK_ANSWERS, WORKS, type Work, type WorkAnswersDocument, type WorkDocument } from '@spoc/works-contracts'
import { IsIn, IsString, MaxLength } from 'class-validator'
import { workIdFrom } from '../write/whose-work.js'
import { NAMED_ACCOUNTS, type NamedAccountDocument } from './directory.js'
import { shown } from './shown.js'

export class WorksWanted extends Paging {
  @IfTold()
  @IsIn(['tentative', 'confirmed', 'in-process', 'completed', 'cancelled'])
  state?: Work['is']

  /** Neither completed nor cancelled. */
  @IfTold()
  @IsIn(['true', 'false'])
  open?: string

  @IfTold()
  @IsString()
  @MaxLength(64)
  accountId?: string

  @IfTold()
  @IsString()
  @MaxLength(64)
  serviceInstanceId?: string

  /** Works with time at or after this instant. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  from?: string

  /** Works with time before this instant. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  to?: string

  @IsIn(['window', '-window'])
  sort: string = 'window'
}

@Controller('api/v1/works')
export class WorksRoute {
  constructor(private readonly views: Views) {}

  /** By the begin of the first window. */
  @Get()
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:works:read')
  @Reads(WORKS, WORK_ANSWERS)
  async list(@Query() wanted: WorksWanted, @Who() principal: Principal) {
    const page = await this.views.of<WorkDocument>(WORKS).find({
      filter: filterOf(wanted, principal),
      sort: [wanted.sort === '-window' ? '-firstFrom' : 'firstFrom'],
      limit: wanted.limit,
      ...(wanted.cursor === undefined ? {} : { cursor: wanted.cursor }),
    })
    return { ...page, items: await this.show(page.items, principal) }
  }

  /** By id or reference. Refused: `work-unknown` 404. */
  @Get(':workId')
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:works:read')
  @Reads(WORKS, WORK_ANSWERS)
  async one(@Param('workId') idOrReference: string, @Who() principal: Principal) {
    const filter = { _id: workIdFrom(idOrReference), ...ownAccounts(principal, 'accountIds') }
    const { items } = await this.views.of<WorkDocument>(WORKS).find({ filter, limit: 1 })
    const [work] = await this.show(items, principal)
    if (work === undefined) throw new Refused(refuse('work-unknown', 'There is no such work.'))
    return work
  }

  private async show(works: readonly WorkDocument[], principal: Principal) {
    const ids = works.map(({ _id }) => _id)
    const accountIds = [...new Set(works.flatMap((work) => work.accountIds))]
    const accounts = await this.views.of<NamedAccountDocument>(NAMED_ACCOUNTS).getMany(accountIds)
    const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
    const answers = await this.views.of<WorkAnswersDocument>(WORK_ANSWERS).getMany(ids)
    const said = new Map(answers.map((one) => [one._id, one]))
    return works.map((work) => shown(work, said.get(work._id), (id) => names.get(id), principal))
  }
}

function filterOf({ state, open, accountId, serviceInstanceId, from, to }: WorksWanted, principal: Principal): Filter {
  const conditions: Filter[] = [
    ownAccounts(principal, 'accountIds'),
    ...(state === undefined ? [] : [{ state }]),
    ...(open === undefined ? [] : [{ open: open === 'true' }]),
    ...(accountId === undefined ? [] : [{ accountIds: accountId }]),
    ...(serviceInstanceId === undefined ? [] : [{ serviceInstanceIds: serviceInstanceId }]),
    ...(from === undefined ? [] : [{ lastTo: { $gt: instantIn(from, 'from') } }]),
    ...(to === undefined ? [] : [{ firstFrom: { $lt: instantIn(to, 'to') } }]),
  ]
  return { $and: conditions }
}
