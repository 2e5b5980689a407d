import { auditContext } from '@spoc/audit-feature'
import { directoryContext } from '@spoc/directory-feature'
import { identityContext } from '@spoc/identity-feature'
import { intakeContext } from '@spoc/intake-feature'
import { notificationContext } from '@spoc/notification-feature'
import type { ContextModule } from '@spoc/platform-nest'
import { reportingContext } from '@spoc/reporting-feature'
import { routingContext } from '@spoc/routing-feature'
import { slaContext } from '@spoc/sla-feature'
import { worksContext } from '@spoc/works-feature'

/** Every context there is, for one process that runs them all. */
export const contexts: readonly ContextModule[] = [
  directoryContext,
  identityContext,
  intakeContext,
  routingContext,
  notificationContext,
  slaContext,
  worksContext,
  reportingContext,
  auditContext,
]
