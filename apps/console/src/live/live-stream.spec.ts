import { readLiveEvent } from './live-stream.js'

describe('a live event', () => {
  it('names the request and what happened', () =>
    expect(readLiveEvent('{"id":"r-1","position":"7","type":"intake.request-received.v1"}')).toEqual({
      id: 'r-1',
      type: 'intake.request-received.v1',
    }))
  it.each(['', 'not json', '7', 'null', '{"position":"7"}', '{"id":7}'])('is none when %j is told', (data) =>
    expect(readLiveEvent(data)).toBeUndefined(),
  )
})
