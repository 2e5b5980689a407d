import type { Provider, Type } from '@nestjs/common'
import { AlertedService } from './alerted-service.js'
import { AlertmanagerRoute } from './alertmanager.route.js'
import { AlertRequests } from './alert-requests.js'
import { TakeAlert } from './take-alert.js'

export const alertControllers: readonly Type[] = [AlertmanagerRoute]
export const alertProviders: readonly Provider[] = [AlertRequests, AlertedService, TakeAlert]
