import type { Spoc, Status } from '../../api/requests.js'
import { possibleActions, taking } from './possible-actions.js'

const mine: Spoc = { kind: 'person', personId: 'me', because: 'taken-over' }
const theirs: Spoc = { kind: 'person', personId: 'ines', because: 'named-in-hours' }
const agent = { id: 'me', roles: ['agent'] } as const
const client = { id: 'me', roles: ['client'] } as const
const actions = (status: Status, spoc: Spoc = mine) => possibleActions({ status, spoc }, agent)

describe('what an agent can do', () => {
  it('begins with taking a new request up', () => expect(actions('new')[0]).toBe('take-up'))
  it('begins with taking over what is another’s', () => expect(actions('in-progress', theirs)[0]).toBe('take-over'))
  it('has taking over further down where one has taken it up for the team already', () => {
    const offered = possibleActions({ status: 'in-progress', spoc: theirs, takenUpBy: 'me' }, agent)
    expect(offered[0]).toBe('engage')
    expect(offered).toContain('take-over')
  })
  it('begins with engaging a team on what is already one’s own', () => expect(actions('in-progress')[0]).toBe('engage'))
  it('offers to resume what waits or is on hold, and not to wait again', () => {
    expect(actions('waiting-for-client')).toContain('resume')
    expect(actions('waiting-for-client')).not.toContain('await-client')
    expect(actions('on-hold')).not.toContain('hold')
  })
  it('is to close or reopen what is resolved', () => expect(actions('resolved')).toEqual(['close', 'reopen']))
  it('is to take a merge back', () => expect(actions('merged')).toEqual(['unmerge']))
})

describe('what others can do', () => {
  it('is to confirm or reopen a solution for a client', () =>
    expect(possibleActions({ status: 'resolved', spoc: theirs }, client)).toEqual(['confirm', 'reopen']))
  it('is to escalate or cancel an open one for a client', () =>
    expect(possibleActions({ status: 'new', spoc: theirs }, client)).toEqual(['escalate', 'cancel']))
  it('is to solve and to bring in others for an engineer', () =>
    expect(possibleActions({ status: 'in-progress', spoc: theirs }, { id: 'x', roles: ['engineer'] })).toEqual([
      'resolve',
      'engage',
      'take-over',
      'assign',
      'escalate',
    ]))
  it('has no part in routing for an administrator', () =>
    expect(possibleActions({ status: 'new', spoc: theirs }, { id: 'x', roles: ['admin'] })).not.toContain('engage'))
  it('is nothing for an auditor', () =>
    expect(possibleActions({ status: 'new', spoc: theirs }, { id: 'x', roles: ['auditor'] })).toEqual([]))
})

describe('the key for taking', () => {
  it('takes up what is new', () => expect(taking(actions('new', theirs))).toBe('take-up'))
  it('takes over what somebody else has', () => expect(taking(actions('on-hold', theirs))).toBe('take-over'))
  it('does nothing with one’s own', () => expect(taking(actions('in-progress'))).toBeUndefined())
})
