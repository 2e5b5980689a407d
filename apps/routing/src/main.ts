import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { notificationContext } from '@spoc/notification-feature'
import { routingContext } from '@spoc/routing-feature'

await runService({ name: 'routing', version, contexts: [notificationContext, routingContext], contracts: catalogue })
