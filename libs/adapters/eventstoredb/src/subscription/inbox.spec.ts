import type { Recorded } from '@spoc/platform-kernel'
import { metadata } from '../../test/sample-events.js'
import { until } from '../../test/until.js'
import { backoffMs } from './backoff.js'
import { Inbox } from './inbox.js'

const event = (position: number): Recorded => ({
  id: String(position),
  stream: 's',
  revision: position,
  position: BigInt(position),
  type: 'happened',
  data: {},
  metadata,
})

/** An inbox whose handler notes what it is given, and waits for `goOn` where told to hold. */
function noting(hold = false) {
  const heard: string[] = []
  let goOn: () => void = () => undefined
  const gate = hold ? new Promise<void>((resolve) => (goOn = resolve)) : Promise.resolve()
  const inbox = new Inbox({
    onEvents: async (events) => {
      heard.push(events.map(({ id }) => id).join())
      await gate
    },
    onProgress: (position, caughtUp) => void heard.push(`at ${position}${caughtUp ? ', the end' : ''}`),
  })
  return { inbox, heard, goOn: () => goOn() }
}

describe('the inbox of a subscription', () => {
  it('hands over what came meanwhile as the next batch, never two at once', async () => {
    const { inbox, heard, goOn } = noting(true)
    const running = inbox.run()
    inbox.push(event(1))
    await until('the first batch', () => heard.length === 1)
    inbox.push(event(2))
    inbox.push(event(3))
    expect(heard).toEqual(['1'])
    goOn()
    await until('the second batch', () => heard.length === 2)
    expect(heard).toEqual(['1', '2,3'])
    inbox.close()
    await running
  })
  it('hands over at most 256 events at once', async () => {
    const { inbox, heard } = noting()
    for (let position = 1; position <= 300; position += 1) inbox.push(event(position))
    const running = inbox.run()
    await until('both batches', () => heard.length === 2)
    expect(heard.map((batch) => batch.split(',').length)).toEqual([256, 44])
    inbox.close()
    await running
  })
  it('tells of a mark behind the events that came before it, and of the last where several are due', async () => {
    const { inbox, heard } = noting()
    inbox.push(event(1))
    inbox.mark({ position: 2n, caughtUp: false })
    inbox.push(event(3))
    inbox.mark({ position: 4n, caughtUp: true })
    const running = inbox.run()
    await until('the mark', () => heard.length === 2)
    expect(heard).toEqual(['1,3', 'at 4, the end'])
    inbox.close()
    await running
  })
  it('tells of the end after each batch once it is live', async () => {
    const { inbox, heard } = noting()
    const running = inbox.run()
    inbox.live = true
    inbox.push(event(7))
    await until('the end', () => heard.length === 2)
    expect(heard).toEqual(['7', 'at 7, the end'])
    inbox.close()
    await running
  })
  it('tells of the later of the end and a mark', async () => {
    const { inbox, heard } = noting()
    inbox.live = true
    inbox.mark({ position: 6n, caughtUp: true })
    inbox.push(event(7))
    inbox.push(event(8))
    inbox.mark({ position: 9n, caughtUp: true })
    const running = inbox.run()
    await until('the mark', () => heard.length === 2)
    inbox.mark({ position: 10n, caughtUp: true })
    inbox.push(event(11))
    await until('the end', () => heard.length === 4)
    expect(heard).toEqual(['7,8', 'at 9, the end', '11', 'at 11, the end'])
    inbox.close()
    await running
  })
  it('makes whoever takes in wait for room', async () => {
    const { inbox, goOn } = noting(true)
    const running = inbox.run()
    inbox.push(event(1))
    inbox.push(event(2))
    let roomy = false
    const waiting = inbox.downTo(1).then(() => (roomy = true))
    await Promise.resolve()
    expect(roomy).toBe(false)
    goOn()
    await waiting
    inbox.close()
    await running
  })
  it('calls no handler once closed, whatever waits', async () => {
    const { inbox, heard, goOn } = noting(true)
    const running = inbox.run()
    inbox.push(event(1))
    await until('the batch', () => heard.length === 1)
    inbox.push(event(2))
    inbox.mark({ position: 2n, caughtUp: true })
    inbox.close()
    goOn()
    await running
    expect(heard).toEqual(['1'])
  })
  it('rejects with what the handler rejects with', async () => {
    const inbox = new Inbox({ onEvents: () => Promise.reject(new Error('poison')) })
    inbox.push(event(1))
    await expect(inbox.run()).rejects.toThrow('poison')
  })
})

describe('the pause before connecting again', () => {
  it('doubles with each failure in a row, up to two seconds', () =>
    expect([0, 1, 2, 7, 8, 100].map(backoffMs)).toEqual([10, 20, 40, 1280, 2000, 2000]))
})
