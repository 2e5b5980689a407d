import { canonicalJson } from '@spoc/platform-kernel'

/** Whether two plain values say the same, in whatever order their members stand. */
export function sameContent(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
