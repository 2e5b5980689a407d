import { EngineUnavailable, TooLarge } from '@spoc/platform-ports'
import { NewerWriter } from '@spoc/platform-runtime'
import { ComeAgain } from './come-again.js'

/** What SMTP says to a mail or a command that is not taken; `5xx` for good, `4xx`: come again. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: 421 | 450 | 451 | 452 | 550 | 552,
    message: string,
  ) {
    super(message)
    this.name = 'SmtpRefusal'
  }
}

export const tooLarge = (bytes: number) => new SmtpRefusal(552, `A mail has at most ${bytes} bytes here`)
export const notServing = () => new SmtpRefusal(421, 'Not in service just now; come again later')
export const tooMuchInHand = () => new SmtpRefusal(452, 'Too much in hand just now; come again soon')
export const nobodyHere = () => new SmtpRefusal(550, 'There is no such mailbox here')

/** The answer to a mail that could not be taken in. Nothing of it may be lost: the other server keeps it and comes again. */
export function answerTo(error: unknown): SmtpRefusal {
  if (error instanceof SmtpRefusal) return error
  if (error instanceof EngineUnavailable || error instanceof NewerWriter)
    return new SmtpRefusal(451, 'A part of the platform is not available just now; come again soon')
  if (error instanceof ComeAgain) return new SmtpRefusal(451, `${error.message} Come again soon`)
  if (error instanceof TooLarge) return new SmtpRefusal(552, 'It is larger than can be kept here')
  return new SmtpRefusal(451, 'Something went wrong that should not have; come again later')
}

/** Whether somebody must look at it: what is away is known from elsewhere. */
export function isOurMistake(error: unknown): boolean {
  return !(
    error instanceof SmtpRefusal ||
    error instanceof EngineUnavailable ||
    error instanceof NewerWriter ||
    error instanceof ComeAgain ||
    error instanceof TooLarge
  )
}
