import { randomKey, submissionOf } from './submission.js'

const keys = () => {
  let made = 0
  return () => `key-${++made}`
}

describe('the key of a submission', () => {
  it('stays the same over retries of the same content', () => {
    const newKey = keys()
    const first = submissionOf(undefined, { text: 'Hello' }, newKey)
    expect(submissionOf(first, { text: 'Hello' }, newKey).key).toBe(first.key)
  })
  it('is another for other content', () => {
    const newKey = keys()
    const first = submissionOf(undefined, { text: 'Hello' }, newKey)
    expect(submissionOf(first, { text: 'Hello!' }, newKey).key).toBe('key-2')
  })
  it('is made of visible characters and never twice the same', () => {
    expect(randomKey()).toMatch(/^[\x21-\x7e]{32,36}$/)
    expect(randomKey()).not.toBe(randomKey())
  })
})
