import { createTransport } from 'nodemailer'
import { EngineUnavailable, MailRejected, type Mailer } from '@spoc/platform-ports'
import { compose } from './compose.js'

const CONNECT_TIMEOUT_MS = 10_000
const ANSWER_TIMEOUT_MS = 30_000

/** SMTP: a 5xx answer is final, everything else may be tried again. */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail(compose(mail))
      } catch (error) {
        const answer =
          error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
            ? error.responseCode
            : undefined
        if (answer !== undefined && answer >= 500) throw new MailRejected(error instanceof Error ? error.message : String(answer))
        throw new EngineUnavailable('mail', error)
      }
    },
    kept: () => Promise.resolve(undefined),
    close: () => Promise.resolve(transport.close()),
  }
}
