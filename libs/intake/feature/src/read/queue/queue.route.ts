import { Controller, Get, Query } from '@nestjs/common'
import {
  priorities,
  requestKinds,
  REQUESTS,
  REQUESTS_PERSONAL,
  requestStatuses,
  type Priority,
  type RequestDocument,
  type RequestKind,
} from '@spoc/intake-contracts'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, IfTold, type Page, Paging, type Principal, Reads, Who, maySee, ownAccounts } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { IsIn, IsString, IsUUID, Matches, MaxLength } from 'class-validator'
import { readers } from '../readers.js'
import type { QueueItem } from './queue-item.js'
import { QueueItems } from './queue-items.js'

const sorts = {
  due: ['dueKey'],
  '-due': ['-dueKey'],
  received: ['receivedAt'],
  '-received': ['-receivedAt'],
  priority: ['priority', 'dueKey'],
} as const

export class QueueList extends Paging {
  /** One or several states, comma separated. */
  @IfTold()
  @IsString()
  @MaxLength(200)
  @Matches(new RegExp(`^(${requestStatuses.join('|')})(,(${requestStatuses.join('|')}))*$`))
  status?: string

  @IfTold()
  @IsIn(['true', 'false'])
  open?: 'true' | 'false'

  @IfTold()
  @IsUUID()
  accountId?: string

  @IfTold()
  @IsIn(requestKinds)
  kind?: RequestKind

  @IfTold()
  @IsIn(priorities)
  priority?: Priority

  @IfTold()
  @IsUUID()
  spocPersonId?: string

  @IfTold()
  @IsUUID()
  spocTeamId?: string

  /** A team that is engaged, and has not declined or completed. */
  @IfTold()
  @IsUUID()
  teamId?: string

  @IfTold()
  @IsUUID()
  serviceInstanceId?: string

  @IfTold()
  @IsUUID()
  contactId?: string

  /** It is open, and a clock of it runs, is not breached and was warned of under the promise it has. */
  @IfTold()
  @IsIn(['true'])
  inJeopardy?: 'true'

  /** Of staff: what they are the SPOC of, on duty for, or accepted. Of a client: what they brought. */
  @IfTold()
  @IsIn(['true'])
  mine?: 'true'

  /** `due` unless told: the earliest running clock first, what has none last. */
  @IfTold()
  @IsIn(Object.keys(sorts))
  sort: keyof typeof sorts = 'due'
}

@Controller('api/v1/requests')
export class QueueRoute {
  constructor(
    private readonly views: Views,
    private readonly items: QueueItems,
  ) {}

  /** The queue. Clients find their own accounts' requests only. Refused: `not-allowed` 403 where a client asks by engaged team. */
  @Get()
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUESTS_PERSONAL)
  async list(@Query() query: QueueList, @Who() principal: Principal): Promise<Page<QueueItem>> {
    if (query.teamId !== undefined && principal.accounts !== 'all')
      throw new Refused(refuse('not-allowed', 'Which teams are engaged is for staff only.'))
    if (query.accountId !== undefined && !maySee(principal, query.accountId)) return { items: [] }
    if (query.inJeopardy !== undefined && query.open === 'false') return { items: [] }
    const { items, next } = await this.views.of<RequestDocument>(REQUESTS).find({
      filter: filterOf(query, principal),
      sort: sorts[query.sort],
      limit: query.limit,
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    })
    return { items: await this.items.of(items, principal), ...(next === undefined ? {} : { next }) }
  }
}

function filterOf(query: QueueList, principal: Principal): Filter {
  const { status, open, accountId, kind, priority, spocPersonId, spocTeamId, teamId, serviceInstanceId, contactId, inJeopardy } =
    query
  const wanted: Record<string, unknown> = {
    status: status === undefined ? undefined : { $in: status.split(',') },
    open: inJeopardy === undefined && open === undefined ? undefined : open !== 'false',
    kind,
    priority,
    'spoc.personId': spocPersonId,
    'spoc.teamId': spocTeamId,
    engagedTeamIds: teamId,
    serviceInstanceId,
    contactId,
    clocks: inJeopardy === undefined ? undefined : { $elemMatch: { state: 'running', warned: { $exists: true } } },
  }
  return {
    ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
    ...(accountId === undefined ? ownAccounts(principal) : { accountId }),
    ...(query.mine === undefined ? {} : mineOf(principal)),
  }
}

function mineOf({ id, accounts, contactId }: Principal): Filter {
  if (accounts === 'all') return { carrierIds: id }
  return { $or: [{ 'broughtBy.id': id }, ...(contactId === undefined ? [] : [{ contactId }])] }
}
