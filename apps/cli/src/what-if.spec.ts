import { platformOf, spoc } from '../test/io.js'

const counts = { met: 3, breached: 1, open: 0, cancelled: 0, 'not-promised': 0 }
const told = (status: string, more = {}) => ({ id: 'w-1', status, progress: { done: 4, total: 8 }, tallies: [], ...more })
const tallies = [{ clock: 'resolve', was: counts, wouldBe: { ...counts, met: 2, breached: 2 }, changed: 1 }]
const assumed = { policy: { policyId: 'gold', revision: 2 }, calendars: [{ calendarId: 'office' }] }
const period = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-02-01T00:00:00Z']

describe('spoc what-if', () => {
  it('asks with what a file assumes, and waits for the end', async () => {
    const answers = [told('running'), told('running'), told('done', { tallies })]
    const { asked, fetch } = platformOf({
      'POST /api/v1/what-ifs': () => Response.json(told('running'), { status: 202 }),
      'GET /api/v1/what-ifs/w-1': () => Response.json(answers.shift()),
    })
    const files = new Map([['assume.json', JSON.stringify(assumed)]])
    const words = ['what-if', 'ask', ...period, '--account', 'acme', '--assume', 'assume.json', '--wait', '--token', 't']
    const { code, out, err } = await spoc(words, { fetch, files })
    expect(code).toBe(0)
    expect(asked[0]?.body).toEqual({ from: period[1], to: period[3], accountId: 'acme', ...assumed })
    expect(err).toBe('4 of 8 clocks\n')
    expect(out).toMatch(/^w-1 is done \(4 of 8 clocks\)\.\n/)
    expect(out).toMatch(/resolve +3 +2 +1 +2 +1\n/)
  })
  it('ends with 1 where it comes to no end', async () => {
    const { fetch } = platformOf({
      'POST /api/v1/what-ifs': () => Response.json(told('running'), { status: 202 }),
      'GET /api/v1/what-ifs/w-1': () => Response.json(told('failed', { error: 'out of luck' })),
    })
    const files = new Map([['a.json', JSON.stringify(assumed)]])
    const { code, out } = await spoc(['what-if', 'ask', ...period, '--assume', 'a.json', '--wait', '--token', 't'], {
      fetch,
      files,
    })
    expect(code).toBe(1)
    expect(out).toContain('failed: out of luck')
  })
  it('says where the file is no JSON', async () => {
    const files = new Map([['a.json', '{policy']])
    const { code, err } = await spoc(['what-if', 'ask', ...period, '--assume', 'a.json', '--token', 't'], { files })
    expect(code).toBe(2)
    expect(err).toContain('no JSON')
  })
  it('shows the requests, and writes them as CSV', async () => {
    const clocks = [
      {
        clock: 'resolve',
        was: { outcome: 'met', dueAt: '13:00' },
        wouldBe: { outcome: 'breached', dueAt: '10:30' },
        changed: true,
      },
    ]
    const { fetch } = platformOf({
      'GET /api/v1/what-ifs/w-1/requests?changed=true&limit=50': () => Response.json({ items: [{ number: 'R-1', clocks }] }),
      'GET /api/v1/what-ifs/w-1/requests?format=csv': () => new Response('requestId\r\n'),
    })
    const { out } = await spoc(['what-if', 'requests', 'w-1', '--changed', '--token', 't'], { fetch })
    expect(out).toMatch(/R-1 +resolve +met +13:00 +breached +10:30 +changed\n/)
    const { files } = await spoc(['what-if', 'requests', 'w-1', '--csv', '-o', 'out.csv', '--token', 't'], { fetch })
    expect(files.get('out.csv')).toBe('requestId\r\n')
  })
  it('shows and cancels one', async () => {
    const { fetch } = platformOf({
      'GET /api/v1/what-ifs/w-1': () => Response.json(told('running')),
      'POST /api/v1/what-ifs/w-1/cancel': () => Response.json(told('cancelling')),
    })
    expect((await spoc(['what-if', 'show', 'w-1', '--token', 't'], { fetch })).out).toContain('w-1 is running')
    expect((await spoc(['what-if', 'cancel', 'w-1', '--token', 't'], { fetch })).out).toContain('w-1 is cancelling')
  })
})
