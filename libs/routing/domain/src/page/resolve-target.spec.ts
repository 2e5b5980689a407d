import type { EscalationTarget } from '@spoc/routing-contracts'
import { team } from '../../test/build-routing.js'
import { resolveTarget, type Roster } from './resolve-target.js'

const roster: Roster = {
  team: (teamId) => (teamId === 'core' ? team({ members: ['ines', 'omar', 'lost'] }) : undefined),
  onDuty: (rotaId) => (rotaId === 'core-rota' ? 'ines' : undefined),
  nextOnDuty: (rotaId) => (rotaId === 'core-rota' ? 'omar' : undefined),
  reachable: (personId) => personId !== 'lost',
}

describe('whom a target means', () => {
  it.each<[EscalationTarget['kind'], string, readonly string[]]>([
    ['person', 'tess', ['tess']],
    ['on-duty', 'core-rota', ['ines']],
    ['next-on-duty', 'core-rota', ['omar']],
    ['team-lead', 'core', ['mara']],
    ['on-duty', 'no-rota', []],
    ['next-on-duty', 'no-rota', []],
    ['team', 'no-team', []],
    ['team-lead', 'no-team', []],
  ])('%s %s', (kind, id, personIds) => expect(resolveTarget({ kind, id }, roster)).toEqual({ personIds }))
  it('sets apart who cannot be reached', () =>
    expect(resolveTarget({ kind: 'team', id: 'core' }, roster)).toEqual({ personIds: ['ines', 'omar'], unreachable: ['lost'] }))
})
