import type { PolicyRules } from '@spoc/sla-contracts'
import { termsFor } from './terms-for.js'

const minutes = (count: number) => ({ target: { minutes: count }, calendarId: 'always', pausesOn: [] })
const row = (scope: string, clocks: PolicyRules['rows'][number]['clocks']) => {
  const [serviceClass = '*', priority = '*', kind = '*'] = scope.split(' ')
  return { serviceClass, priority, kind, clocks }
}
const rules: PolicyRules = {
  rows: [
    row('* * *', { response: minutes(1), update: minutes(1), restore: minutes(1), resolve: minutes(1) }),
    row('* * question', { restore: 'none', resolve: minutes(2) }),
    row('* P1 *', { resolve: minutes(3) }),
    row('gold * *', { resolve: minutes(4) }),
    row('gold P1 *', { update: minutes(5) }),
  ],
  warnings: [],
  idleWhileResolved: 'excluded',
}
const promised = (request: string) => {
  const [serviceClass = '', priority = '', kind = ''] = request.split(' ')
  return Object.fromEntries(
    termsFor(rules, { serviceClass, priority, kind }).map(({ clock, terms }) => [clock, Object.values(terms.target)[0]]),
  )
}

describe('what a policy promises for a request', () => {
  it('is what the narrowest row says of each clock', () =>
    expect(promised('gold P1 incident')).toEqual({ response: 1, update: 5, restore: 1, resolve: 4 }))
  it('weighs service class more than priority, and priority more than kind', () => {
    expect(promised('gold P1 question').resolve).toBe(4)
    expect(promised('silver P1 question').resolve).toBe(3)
    expect(promised('silver P2 question').resolve).toBe(2)
  })
  it('is nothing for a clock of which the narrower row says none', () =>
    expect(promised('silver P2 question')).not.toHaveProperty('restore'))
  it('names the row that applied', () =>
    expect(termsFor(rules, { serviceClass: 'gold', priority: 'P2', kind: 'incident' }).at(-1)?.scope).toEqual({
      serviceClass: 'gold',
      priority: '*',
      kind: '*',
    }))
})
