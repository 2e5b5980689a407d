import type { WorkEvent } from './work.events.js'
import { announced, approved, confirmed, impact, needed, planned, rescheduled, window } from '../test/works.js'
import { noticeOf, type NoticeWanted } from './notice.js'
import { toldTo, workAsTold } from './told-work.js'

const provider = { domain: 'provider.example', organizer: { name: 'Example NOC', mailAddress: 'noc@provider.example' } }
const folded = (...facts: readonly WorkEvent[]) => facts.reduce(workAsTold.evolve, workAsTold.initial)

function notice(facts: readonly WorkEvent[], sequence = 0, more: Partial<NoticeWanted> = {}) {
  const told = toldTo(folded(...facts), { accountId: 'acc-1', sequence })
  if (told === undefined) throw new Error('announced, so it was told')
  return noticeOf({ workId: 'work-1', told, accountName: 'Acme', provider, ...more })
}

describe('a work as it was told', () => {
  const story = [
    planned(),
    announced(0),
    approved(['si-1']),
    confirmed(),
    announced(1),
    rescheduled([window('12')]),
    announced(2),
  ]
  it('keeps what held at each announcement', () => {
    const { told } = folded(...story)
    expect(told.map(({ sequence, work }) => [sequence, work.is, work.windows[0]?.windowId])).toEqual([
      [0, 'tentative', 'w-10'],
      [1, 'confirmed', 'w-10'],
      [2, 'tentative', 'w-12'],
    ])
  })
  it('knows of no announcement that there was not', () => {
    expect(toldTo(folded(...story), { accountId: 'acc-2', sequence: 0 })).toBeUndefined()
    expect(toldTo(folded(...story), { accountId: 'acc-1', sequence: 3 })).toBeUndefined()
  })
})

describe('a notice of a work', () => {
  it('carries its MAINTNOTE part under the name of the work', () => {
    const { calendar } = notice([planned(), announced(0)])
    expect(calendar).toMatchObject({ method: 'PUBLISH', filename: 'W-2026-4839201.ics' })
    expect(calendar.content).toContain('X-MAINTNOTE-STATUS:TENTATIVE')
  })
  it('tells in words what happens when to which service, in the zone of the window and in UTC', () => {
    const { subject, text } = notice([planned(), announced(0)])
    expect(subject).toBe('Planned work: W-2026-4839201 Line card swap')
    expect(text).toContain('  10 Feb 2026 01:00 Europe/Berlin to 10 Feb 2026 05:00 Europe/Berlin (2026-02-10T00:00:00.000Z to ')
    expect(text).toContain('  CC-si-1: outage')
  })
  it('tells times in the zone of the client where it has one', () =>
    expect(notice([planned(), announced(0)], 0, { zone: 'America/New_York' }).text).toContain(
      '9 Feb 2026 19:00 America/New_York',
    ))
  it('asks for an answer until when, and says what silence means', () => {
    const { text } = notice([planned({ approvals: [needed('acc-1', { silence: 'approves' })] }), announced(0)])
    expect(text).toContain('by 5 Feb 2026 17:30 Europe/Berlin. By your contract no answer means that you approve.')
  })
  it('asks nothing of an account that has approved, or need not', () => {
    const facts = [planned(), approved(['si-1']), confirmed(), announced(1)]
    expect(notice(facts, 1).text).not.toContain('Please')
    expect(notice([planned({ approvals: [] }), announced(0)]).text).not.toContain('Please')
  })
  it('tells why it was moved', () => {
    const { subject, text } = notice([planned(), rescheduled([window('12')]), announced(1)], 1)
    expect(subject).toMatch(/^Planned work rescheduled: /)
    expect(text).toContain('Reason: Late part.')
  })
  it('names no service of another account', () => {
    const impacts = [impact('si-1'), impact('si-9', { accountId: 'acc-9' })]
    const { text, calendar } = notice([planned({ impacts }), announced(0)])
    expect(text + calendar.content).not.toMatch(/si-9|acc-9/)
  })
  it('keeps its subject to one line, whatever the title', () =>
    expect(notice([planned({ title: 'a\r\nBcc: b' }), announced(0)]).subject).toBe('Planned work: W-2026-4839201 a Bcc: b'))
})
