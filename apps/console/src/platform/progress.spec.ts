import type { ReadModel } from '../api/platform.js'
import { behind, shareOf } from './progress.js'

const queue: ReadModel = { collection: 'intake_queue', fold: 3, position: '90', head: '200', broken: 0 }
const running = { status: 'running', swap: true, orderedAt: '2026-01-12T08:00:00.000Z' } as const

describe('how far a read model is', () => {
  it('is told in positions of the log', () => expect(behind(queue)).toBe(110n))
  it('is never ahead of the log', () => expect(behind({ ...queue, position: '201' })).toBe(0n))
})

describe('how far a rebuild is', () => {
  it('is told in whole per cent of the log', () =>
    expect(shareOf({ ...queue, rebuild: { ...running, reached: '133' } })).toBe(66))
  it('is nothing before it has begun', () => expect(shareOf({ ...queue, rebuild: running })).toBe(0))
  it('is nothing of an empty log', () => expect(shareOf({ ...queue, head: '0', rebuild: { ...running, reached: '0' } })).toBe(0))
})
