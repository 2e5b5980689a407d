import { instantIn } from '@spoc/platform-nest'
import type { Given } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import { calendarStream, type Calendars, type PolicyDraft } from '@spoc/sla-domain'
import { calendarsAt } from '../calendars/calendars-at.js'
import type { SlaPolicyBody, SlaPolicyTerms } from './policy.dto.js'

/** What a body asks for. Refused: `invalid-instant`, with the field. */
export function draftOf(
  policyId: string,
  { name, rows, warnings, idleWhileResolved, appliesFrom }: SlaPolicyTerms & Pick<SlaPolicyBody, 'appliesFrom'>,
): PolicyDraft {
  return {
    policyId,
    name,
    rows: rows.map(({ serviceClass, priority, kind, clocks }) => ({ serviceClass, priority, kind, clocks })),
    ...(warnings === undefined ? {} : { warnings: warnings.map(({ ...warning }) => warning) }),
    ...(idleWhileResolved === undefined ? {} : { idleWhileResolved }),
    ...(appliesFrom === undefined ? {} : { appliesFrom: instantIn(appliesFrom, 'appliesFrom') }),
  }
}

/** The calendars that a draft names, each in the revision that applies when the draft does. */
export function calendarsIn(
  { rows, appliesFrom }: PolicyDraft,
  facts: FactsReader,
  { now }: Pick<Given, 'now'>,
): Promise<Calendars> {
  const ids = rows.flatMap(({ clocks }) => Object.values(clocks).flatMap((terms) => (terms === 'none' ? [] : [terms.calendarId])))
  return calendarsAt(new Set(ids), appliesFrom ?? now, (id) => facts.of(calendarStream, id))
}
