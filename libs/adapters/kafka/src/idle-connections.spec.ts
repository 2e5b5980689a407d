import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import { letConnectionsRest } from './idle-connections.js'

describe('a connection to a broker', () => {
  let queue: RequestQueue
  let sent: number[]

  beforeAll(letConnectionsRest)
  beforeEach(() => {
    jest.useFakeTimers()
    sent = []
    queue = new RequestQueue({
      maxInFlightRequests: 1,
      requestTimeout: 15_000,
      enforceRequestTimeout: false,
      clientId: 'spoc',
      broker: 'broker:9092',
      logger: { debug: () => undefined, warn: () => undefined },
    })
  })
  afterEach(() => {
    queue.destroy()
    jest.useRealTimers()
  })

  const push = (correlationId: number) =>
    queue.push({
      entry: { correlationId, resolve: () => undefined },
      expectResponse: true,
      sendRequest: () => void sent.push(correlationId),
    })
  const answer = (correlationId: number) => queue.fulfillRequest({ correlationId, payload: Buffer.alloc(0), size: 0 })

  it('waits for nothing once all is answered', () => {
    push(1)
    answer(1)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('sends what waits when the one before is answered, and rests again', () => {
    push(1)
    push(2)
    expect(sent).toEqual([1])
    answer(1)
    expect(sent).toEqual([1, 2])
    answer(2)
    jest.runOnlyPendingTimers()
    expect(jest.getTimerCount()).toBe(0)
  })

  it('sends what the broker wants to come later when that time has come', () => {
    queue.throttledUntil = Date.now() + 300
    push(1)
    jest.advanceTimersByTime(290)
    expect(sent).toEqual([])
    jest.advanceTimersByTime(20)
    expect(sent).toEqual([1])
    answer(1)
    expect(jest.getTimerCount()).toBe(0)
  })
})
