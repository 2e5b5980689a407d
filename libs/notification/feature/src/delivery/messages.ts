import { notificationContract, type NotificationDetails, type NotificationEvent } from '@spoc/notification-contracts'
import { upcast } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import type { Opener } from '@spoc/platform-runtime'

/** What messages say and to whom, read from their streams when it is wanted and kept nowhere else. */
export class Messages {
  constructor(
    private readonly log: EventLog,
    private readonly opener: Opener,
  ) {}

  /** The message as it was asked for; what is erased in it reads so. Nothing where there is no such message. */
  async of(notificationId: string): Promise<NotificationDetails | undefined> {
    const [first] = await this.log.readStream(`notification-${notificationId}`, { limit: 1 })
    if (first === undefined) return undefined
    const fact = upcast([notificationContract], await this.opener.open(first)).fact as NotificationEvent
    return fact.type === 'notification.requested.v1' ? fact.data : undefined
  }
}
