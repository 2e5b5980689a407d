import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common'
import { refuse, Refused, reveal } from '@spoc/platform-kernel'
import { AllowedTo, MAILER, Paging, Reads } from '@spoc/platform-nest'
import type { Mailer } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { IsIn, IsOptional, IsUUID } from 'class-validator'
import { outgoing } from '../delivery/outgoing.js'
import {
  NOTIFICATIONS,
  NOTIFICATIONS_PERSONAL,
  type NotificationDocument,
  type PersonalNotificationDocument,
} from './notifications.view.js'

export class NotificationList extends Paging {
  @IsOptional()
  @IsUUID()
  requestId?: string

  @IsOptional()
  @IsUUID()
  workId?: string

  @IsOptional()
  @IsIn(['waiting', 'sent', 'given-up', 'suppressed'])
  state?: NotificationDocument['state']
}

const staff = ['agent', 'engineer', 'manager', 'auditor', 'admin'] as const

/** What went out, to whom, and how it stands. */
@Controller('api/v1')
export class NotificationsRoute {
  constructor(
    private readonly views: Views,
    private readonly streams: Streams,
    @Inject(MAILER) private readonly mailer: Mailer,
  ) {}

  @Get('notifications')
  @AllowedTo(...staff)
  @Reads(NOTIFICATIONS, NOTIFICATIONS_PERSONAL)
  notifications(@Query() query: NotificationList) {
    return this.page(query, {})
  }

  /** Outgoing mail, newest first. */
  @Get('mails')
  @AllowedTo(...staff)
  @Reads(NOTIFICATIONS, NOTIFICATIONS_PERSONAL)
  mails(@Query() query: NotificationList) {
    return this.page(query, { via: 'mail' })
  }

  /** The mail as it was handed over where this platform keeps it (without `SMTP_URL`), else its text. Refused: `mail-unknown` 404. */
  @Get('mails/:mailId')
  @AllowedTo(...staff)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'inline; filename="mail.eml"')
  async mail(@Param('mailId') mailId: string) {
    const { state: details } = await this.streams.load(outgoing, mailId)
    if (details === undefined || details.via.kind !== 'mail') throw new Refused(refuse('mail-unknown', 'There is no such mail.'))
    const kept = await this.mailer.kept({ messageId: details.messageId, date: details.at })
    return kept ?? ('blob' in details.text ? '' : reveal(details.text, '(erased)'))
  }

  private async page({ limit, cursor, requestId, workId, state }: NotificationList, only: { readonly via?: string }) {
    const filter = { ...only, ...(requestId && { requestId }), ...(workId && { workId }), ...(state && { state }) }
    const page = await this.views
      .of<NotificationDocument>(NOTIFICATIONS)
      .find({ filter, sort: ['-at'], limit, ...(cursor === undefined ? {} : { cursor }) })
    const personal = await this.views
      .of<PersonalNotificationDocument>(NOTIFICATIONS_PERSONAL)
      .getMany(page.items.map(({ _id }) => _id))
    const byId = new Map(personal.map((one) => [one._id, one]))
    const items = page.items.map(({ _id, ...rest }) => ({
      id: _id,
      subject: byId.get(_id)?.subject,
      to: byId.get(_id)?.to,
      ...rest,
    }))
    return { ...page, items }
  }
}
