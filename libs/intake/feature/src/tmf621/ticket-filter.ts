import { parseNumber } from '@spoc/intake-domain'
import { refuse, Refused } from '@spoc/platform-kernel'
import { ownAccounts, type Principal } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import type { TicketList } from './ticket-list.js'
import { impactOf, kindOf, statusesOf } from './words.js'

/** What the list asks for, in our words, within the caller's own accounts. Refused: `field-invalid` for a word there is not. */
export function filterOf(query: TicketList, principal: Principal): Filter {
  const { status, severity, ticketType, externalId, correlationId } = query
  return {
    ...(status === undefined ? {} : { status: { $in: eachOf(status, 'status', statusesOf) } }),
    ...(severity === undefined ? {} : { impact: { $in: eachOf(severity, 'severity', (word) => listed(impactOf(word))) } }),
    ...(ticketType === undefined ? {} : { kind: { $in: eachOf(ticketType, 'ticketType', (word) => listed(kindOf(word))) } }),
    ...(externalId === undefined ? {} : { clientReference: externalId }),
    ...(correlationId === undefined ? {} : { number: parseNumber(correlationId) ?? correlationId }),
    ...ownAccounts(principal),
  }
}

function eachOf<Meaning>(words: string, field: string, meanings: (word: string) => readonly Meaning[]): readonly Meaning[] {
  return words.split(',').flatMap((word) => {
    const found = meanings(word.trim())
    if (found.length === 0) throw new Refused(refuse('field-invalid', `There is no ${field} ${word.trim()}.`, field))
    return found
  })
}

function listed<Meaning>(meaning: Meaning | undefined): readonly Meaning[] {
  return meaning === undefined ? [] : [meaning]
}
