import { platformContract, type EventContract } from '@spoc/platform-kernel'
import { auditContract } from '@spoc/audit-contracts'
import { directoryContract } from '@spoc/directory-contracts'
import { identityContract } from '@spoc/identity-contracts'
import { intakeContract } from '@spoc/intake-contracts'
import { notificationContract } from '@spoc/notification-contracts'
import { reportingContract } from '@spoc/reporting-contracts'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { worksContract } from '@spoc/works-contracts'

/** The contracts of every context: what any process must be able to read. */
export const catalogue: readonly EventContract[] = [
  directoryContract,
  identityContract,
  intakeContract,
  routingContract,
  notificationContract,
  slaContract,
  worksContract,
  reportingContract,
  auditContract,
  platformContract,
]
