import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common'
import { NOTIFICATIONS, type NotificationDetails, type NotificationDocument } from '@spoc/notification-contracts'
import { refuse, Refused, reveal } from '@spoc/platform-kernel'
import { AllowedTo, IfTold, MAILER, Paging, type Principal, Reads, Who } from '@spoc/platform-nest'
import type { Mailer } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { IsIn, IsUUID } from 'class-validator'
import { Messages } from '../delivery/messages.js'

export class NotificationList extends Paging {
  @IfTold()
  @IsUUID()
  requestId?: string

  @IfTold()
  @IsUUID()
  workId?: string

  @IfTold()
  @IsIn(['waiting', 'sent', 'given-up', 'suppressed'])
  state?: NotificationDocument['state']

  /** What the caller is told in the console. */
  @IfTold()
  @IsIn(['true', 'false'])
  mine?: string
}

const staff = ['agent', 'engineer', 'manager', 'auditor', 'admin'] as const
const ERASED = '(erased)'

/** What went out, to whom, and how it stands; newest first. */
@Controller('api/v1')
export class NotificationsRoute {
  constructor(
    private readonly views: Views,
    @Inject(Messages) private readonly messages: Messages,
    @Inject(MAILER) private readonly mailer: Mailer,
  ) {}

  @Get('notifications')
  @AllowedTo(...staff)
  @Reads(NOTIFICATIONS)
  notifications(@Query() query: NotificationList, @Who() principal: Principal) {
    return this.page(query, query.mine === 'true' ? { personId: principal.id } : {})
  }

  /** Outgoing mail alone. */
  @Get('mails')
  @AllowedTo(...staff)
  @Reads(NOTIFICATIONS)
  mails(@Query() query: NotificationList) {
    return this.page(query, { via: 'mail' })
  }

  /** The mail as it was handed over where this platform keeps it (without `SMTP_URL`), else its text. Refused: `mail-unknown` 404. */
  @Get('mails/:mailId')
  @AllowedTo(...staff)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'inline; filename="mail.eml"')
  @Header('x-content-type-options', 'nosniff')
  async mail(@Param('mailId') mailId: string): Promise<string> {
    const details = await this.messages.of(mailId)
    if (details === undefined || details.via.kind !== 'mail') throw new Refused(refuse('mail-unknown', 'There is no such mail.'))
    // A file does not know of an erasure.
    if (!('personal' in details.subject)) return ERASED
    const kept = await this.mailer.kept({ messageId: details.messageId, date: details.at })
    return kept ?? ('blob' in details.text ? '' : reveal(details.text, ERASED))
  }

  private async page(
    { limit, cursor, requestId, workId, state }: NotificationList,
    only: { readonly via?: string; readonly personId?: string },
  ) {
    const filter = { ...only, ...(requestId && { requestId }), ...(workId && { workId }), ...(state && { state }) }
    const page = await this.views
      .of<NotificationDocument>(NOTIFICATIONS)
      .find({ filter, sort: ['-at'], limit, ...(cursor === undefined ? {} : { cursor }) })
    const items = await Promise.all(
      page.items.map(async ({ _id, ...rest }) => ({ id: _id, ...saidBy(await this.messages.of(_id)), ...rest })),
    )
    return { ...page, items }
  }
}

function saidBy(details: NotificationDetails | undefined) {
  if (details === undefined) return {}
  const { subject, via } = details
  return {
    subject: reveal(subject, ERASED),
    to: via.kind === 'mail' ? via.to.map((to) => ('personal' in to ? to.personal.address : ERASED)) : [],
  }
}
