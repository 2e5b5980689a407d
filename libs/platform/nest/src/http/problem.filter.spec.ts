import { EngineUnavailable } from '@spoc/platform-ports'
import { NotYetVisible } from '@spoc/platform-runtime'
import { problemOf } from './problem.filter.js'

describe('an answer that something was away', () => {
  const told = (error: unknown) => {
    const { status, code } = problemOf(error, 'c-1')
    return { status, code }
  }

  it('tells an engine that is away from a read model that has not come so far yet', () => {
    expect(told(new EngineUnavailable('documents', new Error('no server')))).toEqual({ status: 503, code: 'engine-away' })
    expect(told(new NotYetVisible())).toEqual({ status: 503, code: 'not-yet-visible' })
  })

  it('says nothing of what the engine said', () => {
    const said = new EngineUnavailable('event-log', new Error('refused at 10.0.0.7:2113'))
    expect(JSON.stringify(problemOf(said, 'c-1'))).not.toContain('10.0.0.7')
  })
})
