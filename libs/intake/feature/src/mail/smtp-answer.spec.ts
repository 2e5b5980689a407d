import { EngineUnavailable, TooLarge } from '@spoc/platform-ports'
import { NewerWriter } from '@spoc/platform-runtime'
import { ComeAgain } from './come-again.js'
import { answerTo, isOurMistake, nobodyHere } from './smtp-answer.js'

describe('the answer to a mail that could not be taken in', () => {
  it.each([
    ['the event log is away', new EngineUnavailable('event-log', new Error('down'))],
    ['the blobs are away', new EngineUnavailable('blobs', new Error('down'))],
    ['a newer release has written', new NewerWriter('request-1', 'intake.new.v9')],
    ['what it belongs to is just being taken in', new ComeAgain('Soon.')],
  ])('is 451 where %s, and nobody’s mistake', (_, error) => {
    expect(answerTo(error).responseCode).toBe(451)
    expect(isOurMistake(error)).toBe(false)
  })
  it('is 451 where nobody knows why, told without a word of it, and noted', () => {
    const error = new Error('secret of ada@lumen.example')
    expect(answerTo(error)).toMatchObject({ responseCode: 451, message: expect.not.stringContaining('ada') })
    expect(isOurMistake(error)).toBe(true)
  })
  it('is 552 where it is larger than can be kept', () => expect(answerTo(new TooLarge('a blob', 40, 32)).responseCode).toBe(552))
  it('is what was decided where something was', () => expect(answerTo(nobodyHere()).responseCode).toBe(550))
})
