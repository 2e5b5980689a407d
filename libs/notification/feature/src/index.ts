import { Module } from '@nestjs/common'
import { notificationContract } from '@spoc/notification-contracts'
import { DOCUMENTS, EVENT_LOG, Secrets, type ContextModule } from '@spoc/platform-nest'
import type { Documents, EventLog } from '@spoc/platform-ports'
import { Opener } from '@spoc/platform-runtime'
import { Messages } from './delivery/messages.js'
import { notificationAutomations } from './notification-automations.js'
import { NotificationsRoute } from './read/notifications.route.js'
import { notificationsView } from './read/notifications.view.js'
import { undelivered } from './read/undelivered.js'
import { Endpoints } from './webhooks/endpoints.js'
import { WebhooksRoute } from './webhooks/webhooks.route.js'

@Module({
  controllers: [NotificationsRoute, WebhooksRoute],
  providers: [
    {
      provide: Messages,
      inject: [EVENT_LOG, Opener],
      useFactory: (log: EventLog, opener: Opener) => new Messages(log, opener),
    },
    {
      provide: Endpoints,
      inject: [DOCUMENTS, Secrets],
      useFactory: (documents: Documents, secrets: Secrets) => Endpoints.of(documents, secrets),
    },
  ],
})
class NotificationModule {}

export const notificationContext: ContextModule = {
  automation: {
    contract: notificationContract,
    projectors: [notificationsView],
    reactions: [],
    timed: [],
  },
  module: NotificationModule,
  figures: undelivered,
  prepare: (background, service) => background.automate('notification', notificationAutomations(background, service)),
}
