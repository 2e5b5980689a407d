import { type Message, MESSAGE_LIMIT_BYTES, TooLarge } from '@spoc/platform-ports'
import { bytesOf, lengthOfBatch, refuseTooLarge } from './batches.js'

const message = (value: string, headers: Record<string, string> = {}): Message => ({ key: 'k', headers, value })

describe('batches of messages', () => {
  it('counts key, value and headers of a message in UTF-8', () =>
    expect(bytesOf({ key: 'ключ', headers: { type: 'é' }, value: '12' })).toBe(8 + 4 + 2 + 2))

  it('takes a message of exactly the limit and refuses one byte more', () => {
    expect(() => refuseTooLarge('t', [message('v'.repeat(MESSAGE_LIMIT_BYTES - 1))])).not.toThrow()
    expect(() => refuseTooLarge('t', [message('small'), message('v'.repeat(MESSAGE_LIMIT_BYTES))])).toThrow(TooLarge)
  })

  it('sends at most 1,000 messages at once', () => {
    expect(lengthOfBatch(Array.from({ length: 1_000 }, () => message('v')))).toBe(1_000)
    expect(lengthOfBatch(Array.from({ length: 1_001 }, () => message('v')))).toBe(1_000)
  })

  it('stays below what the broker takes for one partition, so that messages of one key fit', () =>
    expect(lengthOfBatch(Array.from({ length: 5 }, () => message('v'.repeat(300_000))))).toBe(3))

  it('sends a message of the limit alone', () =>
    expect(lengthOfBatch([message('v'.repeat(MESSAGE_LIMIT_BYTES - 1)), message('v')])).toBe(1))

  it('sends nothing of nothing', () => expect(lengthOfBatch([])).toBe(0))
})
