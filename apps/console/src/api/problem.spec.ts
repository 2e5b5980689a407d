import { besideFields, byField, Problem, problemFrom } from './problem.js'

const fallback = { title: 'Problem', detail: 'Something went wrong.' }

describe('a problem from an answer', () => {
  it('takes the words of the platform', () => {
    const problem = problemFrom(
      409,
      { code: 'engagement-taken', title: 'Not in this state', detail: 'A colleague has already accepted it.', instance: 'c-1' },
      fallback,
    )
    expect(problem).toMatchObject({
      status: 409,
      code: 'engagement-taken',
      detail: 'A colleague has already accepted it.',
      instance: 'c-1',
    })
  })
  it('falls back on our words where a proxy answered with a page of its own', () =>
    expect(problemFrom(502, '<html>', fallback)).toMatchObject({ code: 'http-502', detail: 'Something went wrong.' }))
  it('leaves out complaints that name no field', () =>
    expect(
      problemFrom(422, { errors: [{ detail: 'x' }, { field: 'title', detail: 'Is missing.' }, 7] }, fallback).errors,
    ).toEqual([{ field: 'title', code: 'not-valid', detail: 'Is missing.' }]))
  it('may be sent again when there was no answer or an engine was away', () =>
    expect([0, 503, 409, 500].map((status) => problemFrom(status, {}, fallback).passing)).toEqual([true, true, false, false]))
})

describe('complaints by field', () => {
  const problem = new Problem(422, 'not-valid', 'Not valid', 'Some fields are not valid.', undefined, [
    { field: 'windows.0.to', code: 'too-early', detail: 'Ends before it begins.' },
    { field: 'title', code: 'missing', detail: 'Is missing.' },
    { field: 'title', code: 'short', detail: 'Is too short.' },
  ])
  it('keeps the first complaint about each field', () => expect(byField(problem)['title']).toBe('Is missing.'))
  it('tells a complaint about a part at the whole', () => expect(byField(problem)['windows']).toBe('Ends before it begins.'))
  it('is empty without a problem', () => expect(byField(undefined)).toEqual({}))
  it('tells beside the fields what no field of the form shows', () =>
    expect(besideFields(problem, ['title'])).toBe('windows.0.to: Ends before it begins.'))
  it('tells nothing beside the fields when every complaint has its field', () =>
    expect(besideFields(problem, ['title', 'windows'])).toBeUndefined())
  it('tells the sentence of a problem that is about no field', () =>
    expect(besideFields(new Problem(409, 'c', 't', 'Not now.'), ['title'])).toBe('Not now.'))
})
