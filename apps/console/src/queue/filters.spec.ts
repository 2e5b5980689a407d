import type { Clock, QueueItem } from '../api/requests.js'
import { changed, filtersFrom, filtersOn, fits, listQuery } from './filters.js'

describe('the filters in the address of the queue', () => {
  it('are none in a plain address', () => expect(filtersFrom({})).toEqual({}))
  it('leave out what is not known', () =>
    expect(filtersFrom({ status: 'gone', priority: 'P9', view: 'yours', sort: 'due', x: 1 })).toEqual({}))
  it('keep what is known', () =>
    expect(
      filtersFrom({
        q: 'fibre',
        status: 'on-hold',
        kind: 'incident',
        priority: 'P1',
        account: 'a-1',
        clocks: 'in-jeopardy',
        sort: '-received',
        view: 'mine',
      }),
    ).toEqual({
      q: 'fibre',
      status: 'on-hold',
      kind: 'incident',
      priority: 'P1',
      account: 'a-1',
      clocks: 'in-jeopardy',
      sort: '-received',
      view: 'mine',
    }))
  it('take a number that was searched for as text', () => expect(filtersFrom({ q: 1000017 })).toEqual({ q: '1000017' }))
  it('cut a search that is too long to be one', () => expect(filtersFrom({ q: 'x'.repeat(900) }).q).toHaveLength(200))
  it('lose a filter that is taken away', () =>
    expect(changed({ kind: 'incident', q: 'a' }, { kind: undefined })).toEqual({ q: 'a' }))
  it('are counted beside search, view and order', () =>
    expect(filtersOn({ q: 'a', view: 'mine', sort: 'received', kind: 'incident', status: 'any' })).toBe(2))
})

describe('what the list is asked for', () => {
  it('is all open ones, due first, unless told otherwise', () => expect(listQuery({})).toEqual({ open: true, sort: 'due' }))
  it('is one status without the open ones', () =>
    expect(listQuery({ status: 'closed' })).toEqual({ status: 'closed', sort: 'due' }))
  it('is every status when any will do', () => expect(listQuery({ status: 'any' })).toEqual({ sort: 'due' }))
  it('is what is in jeopardy, among those that are open', () =>
    expect(listQuery({ clocks: 'in-jeopardy' })).toEqual({ open: true, inJeopardy: true, sort: 'due' }))
  it('is my own', () => expect(listQuery({ view: 'mine' })).toMatchObject({ mine: true }))
  it('is a team’s', () => expect(listQuery({ view: 'team', team: 't-1' })).toMatchObject({ teamId: 't-1' }))
})

describe('a hit of a search', () => {
  const hit: QueueItem = {
    id: 'r',
    number: 'R-1',
    title: 't',
    kind: 'incident',
    status: 'closed',
    priority: 'P2',
    accountId: 'a-1',
    channel: 'api',
    receivedAt: '2026-01-01T00:00:00Z',
    revision: 0,
  }
  it('is shown when closed, unless a status is asked for', () => {
    expect(fits({}, hit)).toBe(true)
    expect(fits({ status: 'new' }, hit)).toBe(false)
  })
  it('has to pass every filter', () => {
    expect(fits({ kind: 'incident', priority: 'P2', account: 'a-1' }, hit)).toBe(true)
    expect(fits({ kind: 'incident', priority: 'P1' }, hit)).toBe(false)
    expect(fits({ account: 'a-2' }, hit)).toBe(false)
  })
  it('is in jeopardy while a clock runs that was warned of', () => {
    const clock = { clock: 'resolve', startedAt: '2026-01-01T00:00:00Z' }
    const withClock = (over: Pick<Clock, 'state'> & Partial<Clock>) =>
      fits({ clocks: 'in-jeopardy' }, { ...hit, clocks: [{ ...clock, ...over }] })
    expect([withClock({ state: 'running', warned: 75 }), withClock({ state: 'running' })]).toEqual([true, false])
    expect(withClock({ state: 'breached', warned: 90 })).toBe(false)
    expect(fits({ clocks: 'in-jeopardy' }, hit)).toBe(false)
  })
})
