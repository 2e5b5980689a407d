import { EngineUnavailable } from '@spoc/platform-ports'
import { asUnavailable, isPassing } from './failures.js'

const clientError = (given: { readonly type?: string; readonly code?: number }) => Object.assign(new Error('told'), given)

describe('what the client rejects with', () => {
  it.each([
    ['a broken connection', { type: 'unavailable', code: 14 }],
    ['a server that is away, told raw', { code: 14 }],
    ['a server that stops, told as unknown', { type: 'unknown', code: 13 }],
    ['a deadline', { type: 'deadline-exceeded', code: 4 }],
    ['a deadline without a code', { type: 'deadline-exceeded' }],
    ['a consumer that was too slow', { type: 'timeout', code: 10 }],
    ['a server that cancels', { type: 'cancelled', code: 1 }],
    ['a node that does not lead', { type: 'not-leader', code: 5 }],
  ])('is an absent engine after %s', (_, given) => {
    const error = clientError(given)
    expect(isPassing(error)).toBe(true)
    expect(asUnavailable(error)).toMatchObject({ name: 'EngineUnavailable', engine: 'event-log', cause: error })
  })
  it('is an absent engine after no node of a cluster was found', () =>
    expect(isPassing(new Error('Failed to discover after 10 attempts.'))).toBe(true))
  it.each([
    ['a position that is none', { type: 'unknown', code: 2 }],
    ['a deleted stream', { type: 'stream-deleted', code: 9 }],
    ['a refused password', { type: 'access-denied', code: 7 }],
    ['an error of our own', {}],
  ])('is itself after %s', (_, given) => {
    const error = clientError(given)
    expect(isPassing(error)).toBe(false)
    expect(asUnavailable(error)).toBe(error)
  })
  it('is wrapped once', () => {
    const error = new EngineUnavailable('event-log', 'gone')
    expect(asUnavailable(error)).toBe(error)
  })
})
