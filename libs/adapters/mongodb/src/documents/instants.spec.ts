import { instantPaths, instantsAt, withDates, withInstants } from './instants.js'

describe('instants in documents', () => {
  const paths = instantPaths(['due', 'work.windows.start', 'seen'])
  const text = '2026-01-12T16:00:00.000Z'

  it('are dates in MongoDB at their paths only, through lists and lists of objects', () =>
    expect(withDates({ due: text, other: text, seen: [text], work: { windows: [{ start: text, end: text }] } }, paths)).toEqual({
      due: new Date(text),
      other: text,
      seen: [new Date(text)],
      work: { windows: [{ start: new Date(text), end: text }] },
    }))

  it('come back as they were put in', () => {
    const document = { due: text, seen: [text, null], work: { windows: [{ start: text }] }, title: 'x', n: 1 }
    expect(withInstants(withDates(document, paths))).toEqual(document)
  })

  it('leave alone what is no instant in the one form', () => {
    const document = { due: 'tomorrow', seen: ['2026-01-12T16:00:00Z', '2026-01-12'], work: null }
    expect(withDates(document, paths)).toEqual(document)
  })

  it('do not change the document given', () => {
    const document = { due: text, work: { windows: [{ start: text }] } }
    withDates(document, paths)
    expect(document).toEqual({ due: text, work: { windows: [{ start: text }] } })
  })

  it('are found by a path with places in a list', () => expect(instantsAt(paths, 'work.windows.0.start').isInstant).toBe(true))

  it('make no field that is not there', () => expect(withDates({}, paths)).toEqual({}))
})
