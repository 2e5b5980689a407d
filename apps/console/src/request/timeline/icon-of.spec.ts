import { iconOf } from './icon-of.js'

describe('the picture of what happened', () => {
  it.each([
    ['intake.message-added.v1', 'message'],
    ['intake.request-resolved.v1', 'done'],
    ['sla.clock-breached.v1', 'breach'],
    ['sla.breach-withdrawn.v1', 'breach'],
    ['sla.clocks-started.v1', 'clock'],
    ['routing.page-notified.v1', 'page'],
    ['routing.engagement-offered.v1', 'team'],
    ['routing.engagement-overdue.v1', 'warning'],
    ['notification.sent.v1', 'mail'],
    ['intake.requests-linked.v1', 'merge'],
    ['tomorrow.something-new.v1', 'change'],
  ])('of %s is %s', (type, icon) => expect(iconOf(type)).toBe(icon))
})
