import type { Spoc } from '@spoc/routing-contracts'

export function sameSpoc(one: Spoc, other: Spoc): boolean {
  return one.kind === 'person'
    ? other.kind === 'person' && one.personId === other.personId
    : other.kind === 'team' && one.teamId === other.teamId
}
