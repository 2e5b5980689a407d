import type { SpocArrangement } from '@spoc/directory-contracts'
import { isUuid, refuse, Refused } from '@spoc/platform-kernel'

const fields = {
  named: { needs: ['personId', 'dutyTeamId'], may: ['deputyId', 'calendarId'] },
  'duty-team': { needs: ['teamId'], may: [] },
  '24x7': { needs: ['personId', 'calendarId', 'teamId'], may: [] },
} as const satisfies Record<SpocArrangement['kind'], { readonly needs: readonly string[]; readonly may: readonly string[] }>

/** The arrangement that a body describes; refuses with the field that is wrong. */
export function arrangementOf(body: Readonly<Record<string, unknown>>): SpocArrangement {
  const { kind, ...rest } = body
  if (kind !== 'named' && kind !== 'duty-team' && kind !== '24x7')
    throw new Refused(refuse('arrangement-invalid', 'The kind is named, duty-team or 24x7.', 'arrangement.kind'))
  const { needs, may } = fields[kind]
  const allowed: readonly string[] = [...needs, ...may]
  for (const field of new Set([...needs, ...Object.keys(rest)])) {
    const value = rest[field]
    if (!allowed.includes(field))
      throw new Refused(refuse('arrangement-invalid', `A ${kind} arrangement has no ${field}.`, `arrangement.${field}`))
    if (typeof value !== 'string' || !isUuid(value))
      throw new Refused(refuse('arrangement-invalid', `${field} wants an id.`, `arrangement.${field}`))
  }
  return body as SpocArrangement
}
