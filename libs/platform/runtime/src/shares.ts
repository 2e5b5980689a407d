import { createHash } from 'node:crypto'

/** Who takes part in which works. */
export interface Partaker {
  readonly _id: string
  /** None in what the release before has written. */
  readonly works?: readonly string[]
}

/**
 * What of a work that is divided into parts falls to one of those that take part. Each finds the same without a word to the others, as soon as
 * all know who lives; where one comes or goes, only what is or was its own changes hands.
 */
export class Shares {
  readonly works = new Set<string>()
  private others: readonly Partaker[] = []
  private known = ''
  private readonly found = new Map<string, boolean>()

  constructor(private readonly me: string) {}

  /** These live, beside this one. Told each second; mostly they are who they were. */
  shareWith(others: readonly Partaker[]): void {
    const known = others.map(({ _id, works = [] }) => `${_id} ${works.join(' ')}`).join('\n')
    if (known === this.known) return
    this.known = known
    this.others = others
    this.found.clear()
  }

  fallsToMe(work: string, part: number): boolean {
    const name = `${work}:${part}`
    const known = this.found.get(name)
    if (known !== undefined) return known
    const mine = weightOf(name, this.me)
    const falls = this.others.every(({ _id, works = [] }) => !works.includes(work) || weightOf(name, _id) < mine)
    this.found.set(name, falls)
    return falls
  }
}

/** The heaviest has the part. */
function weightOf(part: string, member: string): string {
  return createHash('sha256').update(`${part} ${member}`).digest('hex')
}
