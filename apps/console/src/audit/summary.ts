import type { AsOf } from '../api/audit.js'

/** What an auditor asks first about a request as it was. */
export interface AsOfSummary {
  readonly title: string | undefined
  readonly status: string | undefined
  readonly priority: string | undefined
  readonly kind: string | undefined
  readonly spoc: SpocThen | undefined
  readonly clocks: readonly ClockThen[]
  readonly engagements: readonly { readonly id: string; readonly teamId: string | undefined; readonly is: string }[]
}

export interface SpocThen {
  readonly personId: string | undefined
  readonly teamId: string | undefined
  readonly because: string | undefined
  readonly dutyPersonId: string | undefined
}

export interface ClockThen {
  readonly clock: string
  readonly is: string
  readonly dueAt: string | undefined
  readonly breachedAt: string | undefined
}

type Part = Readonly<Record<string, unknown>>

const part = (value: unknown): Part => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {})
const told = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A personal value is kept beside the key it is under; of one that is erased there is no value. */
export const readable = (value: unknown): string | undefined => told(value) ?? told(part(value)['personal'])

/** Reads from what the platform tells only what it finds: its shapes grow from release to release. */
export function summaryOf(asOf: AsOf): AsOfSummary {
  const request = part(asOf['request'])
  const { engagements } = asOf
  return {
    title: readable(request['title']),
    status: told(request['status']),
    priority: told(request['priority']),
    kind: told(request['kind']),
    spoc: spocOf(part(part(asOf['routing'])['spoc'])),
    clocks: Object.entries(part(part(asOf['sla'])['clocks'])).map(([clock, value]) => clockOf(clock, part(value))),
    engagements: (Array.isArray(engagements) ? engagements : []).map((value: unknown) => {
      const { id, teamId, is } = part(value)
      return { id: told(id) ?? '', teamId: told(teamId), is: told(is) ?? '' }
    }),
  }
}

function spocOf({ spoc, because, dutyPersonId }: Part): SpocThen | undefined {
  const { personId, teamId } = part(spoc)
  if (personId === undefined && teamId === undefined) return undefined
  return { personId: told(personId), teamId: told(teamId), because: told(because), dutyPersonId: told(dutyPersonId) }
}

function clockOf(clock: string, value: Part): ClockThen {
  return {
    clock,
    is: told(value['is']) ?? '',
    dueAt: told(value['dueAt']),
    breachedAt: told(part(value['breach'])['effectiveAt']),
  }
}
