import { supportAddress } from '@spoc/intake-contracts'
import type { NotificationDetails, SuppressedBecause } from '@spoc/notification-contracts'
import type { Recipient } from './addresses.js'

const machines = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+.-][^@]*)?@/

/** Leaves out our own queue and addresses at which no person reads; says why where nobody is left. */
export function withoutMachines(
  details: NotificationDetails,
  mailDomain: string,
): { readonly details: NotificationDetails; readonly suppressed?: SuppressedBecause } {
  const { via } = details
  if (via.kind !== 'mail') return { details }
  const to = via.to.filter((one) => !isOurs(one, mailDomain) && !isMachine(one))
  if (to.length > 0 || via.to.length === 0) return { details: { ...details, via: { ...via, to } } }
  return { details, suppressed: via.to.some((one) => isOurs(one, mailDomain)) ? 'own-queue' : 'automatic-mail' }
}

function isOurs(to: Recipient, mailDomain: string): boolean {
  return (
    'personal' in to && to.personal.address.toLowerCase().replace(/\+[^@]*(?=@)/, '') === supportAddress(mailDomain).toLowerCase()
  )
}

function isMachine(to: Recipient): boolean {
  return 'personal' in to && machines.test(to.personal.address.toLowerCase())
}
