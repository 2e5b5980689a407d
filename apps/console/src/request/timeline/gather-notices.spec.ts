import type { TimelineEntry } from '../../api/requests.js'
import { gatherNotices, inBrief } from './gather-notices.js'

const entry = (_id: string, type: string, kind?: string): TimelineEntry => ({
  _id,
  at: '2026-03-02T09:00:00Z',
  type,
  public: false,
  ...(kind === undefined ? {} : { data: { kind } }),
})
const asked = (id: string, kind: string) => entry(id, 'notification.requested.v1', kind)
const sent = (id: string) => entry(id, 'notification.sent.v1')
const taken = entry('t', 'intake.request-taken-up.v1')
const ids = (entries: ReturnType<typeof gatherNotices>) =>
  entries.map((one) => ('notices' in one ? one.notices.map(({ _id }) => _id) : one._id))

describe('notices in a timeline', () => {
  it('are gathered where they follow one another', () =>
    expect(ids(gatherNotices([asked('a', 'page'), sent('b'), taken, asked('c', 'reply'), sent('d')]))).toEqual([
      ['a', 'b'],
      't',
      ['c', 'd'],
    ]))
  it('stand alone where there is only one', () => expect(ids(gatherNotices([taken, sent('b')]))).toEqual(['t', 'b']))
  it('stay in sight when they were given up', () =>
    expect(ids(gatherNotices([asked('a', 'page'), sent('b'), entry('g', 'notification.given-up.v1')]))).toEqual([
      ['a', 'b'],
      'g',
    ]))
  it('are told in brief by kind and by how they fared', () =>
    expect(
      inBrief({
        _id: 'a',
        at: '',
        notices: [
          asked('a', 'page'),
          asked('b', 'page'),
          asked('c', 'reply'),
          sent('d'),
          entry('e', 'notification.attempt-failed.v1'),
        ],
      }),
    ).toEqual({ kinds: ['page', 'reply'], delivered: 1, failed: 1 }))
})
