import { Shares } from './shares.js'

const PARTS = Array.from({ length: 64 }, (_, part) => part)

describe('shares of a work', () => {
  it('are about as large for each of those that take part, and nobody else has one', () => {
    const members = ['anna', 'ben', 'carla', 'dora'].map((_id) => ({ _id, works: ['alarms:sla'] }))
    const apart = { _id: 'eva', works: ['alarms:works'] }
    const sizes = members.map((me) => {
      const shares = new Shares(me._id)
      shares.shareWith([...members.filter((one) => one !== me), apart])
      return PARTS.filter((part) => shares.fallsToMe('alarms:sla', part)).length
    })
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(PARTS.length)
    for (const size of sizes) expect(Math.abs(size - PARTS.length / members.length)).toBeLessThanOrEqual(8)
  })

  it('leave to those of the release before, which say nothing of it, what they hold, and count on none of them', () => {
    const shares = new Shares('anna')
    shares.shareWith([{ _id: 'ben' }])
    expect(PARTS.every((part) => shares.fallsToMe('alarms:sla', part))).toBe(true)
  })
})
