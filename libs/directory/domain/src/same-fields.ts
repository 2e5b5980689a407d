import { canonicalJson } from '@spoc/platform-kernel'

/** Whether two records agree in every field; of the second, the fields in `ignoring` are left out. Optional fields that are absent agree. */
export function sameFields(details: object, known: object, ignoring: readonly string[] = ['is']): boolean {
  const rest = Object.fromEntries(Object.entries(known).filter(([field]) => !ignoring.includes(field)))
  return canonicalJson(details) === canonicalJson(rest)
}
