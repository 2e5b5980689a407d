import { dataForClient, isPublic, isTextForClient } from './shown-to-client.js'
import { withoutPersonal } from './without-personal.js'

describe('what of a timeline a client is shown', () => {
  it.each([
    ['intake.message-added.v1', { direction: 'to-client' }, true],
    ['intake.message-added.v1', { direction: 'internal' }, false],
    ['intake.duplicate-suggested.v1', {}, false],
    ['routing.spoc-assigned.v1', {}, true],
    ['routing.engagement-requested.v1', {}, false],
    ['routing.page-started.v1', {}, false],
    ['routing.escalated.v1', { because: 'client' }, true],
    ['routing.escalated.v1', { because: 'nobody-reached' }, false],
    ['notification.sent.v1', {}, false],
    ['anything.new.v1', {}, false],
    ['constructor', {}, false],
  ])('%s of %j: %s', (type, data, shown) => {
    expect(isPublic(type, data)).toBe(shown)
  })

  it('leaves out fields and texts that are for colleagues', () => {
    const hold = { reason: 'vendor', party: 'vendor', someday: 'secret' }
    expect(dataForClient('intake.request-put-on-hold.v1', hold)).toEqual({ reason: 'vendor', party: 'vendor' })
    expect(isTextForClient('intake.request-put-on-hold.v1')).toBe(false)
  })
})

describe('an event without what is personal', () => {
  it('drops personal values wherever they are, erased ones too, and hand-over packages whole', () => {
    const data = {
      teamId: 'noc',
      ask: { personal: 'x', under: 'request:r:a' },
      handover: { summary: 'x' },
      parties: [{ addressHash: 'h', address: { erased: true, under: 'person:p' } }],
      list: [{ personal: 'x', under: 'k' }, 1],
    }
    expect(withoutPersonal(data)).toEqual({ teamId: 'noc', parties: [{ addressHash: 'h' }], list: [1] })
  })
})
