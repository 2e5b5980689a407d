import { auditContext } from '@spoc/audit-feature'
import { directoryContext } from '@spoc/directory-feature'
import { identityContext } from '@spoc/identity-feature'
import { intakeContext } from '@spoc/intake-feature'
import { notificationContext } from '@spoc/notification-feature'
import { reportingContext } from '@spoc/reporting-feature'
import { routingContext } from '@spoc/routing-feature'
import { slaContext } from '@spoc/sla-feature'
import { worksContext } from '@spoc/works-feature'

/** As the all-in-one takes them in. */
export const allContexts = [
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
