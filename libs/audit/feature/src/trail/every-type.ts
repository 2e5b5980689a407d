import { auditContract } from '@spoc/audit-contracts'
import { directoryContract } from '@spoc/directory-contracts'
import { identityContract } from '@spoc/identity-contracts'
import { intakeContract } from '@spoc/intake-contracts'
import { notificationContract } from '@spoc/notification-contracts'
import { platformContract, type EventContract, type Fact, type Recorded } from '@spoc/platform-kernel'
import type { Fold, Into } from '@spoc/platform-runtime'
import { reportingContract } from '@spoc/reporting-contracts'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { worksContract } from '@spoc/works-contracts'

/** Audit looks at everything. */
export const everyContract: readonly EventContract[] = [
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

/** A projector's table with one and the same row for every type there is. */
export function onEveryType<Doc>(fold: (event: Recorded<Fact>, into: Into<Doc>) => void): Fold<Doc, Fact> {
  return Object.fromEntries(everyContract.flatMap(({ types }) => types.map((type) => [type, fold])))
}
