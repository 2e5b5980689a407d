import type { Mailer } from '@spoc/platform-ports'
import { folderMailer } from './folder-mailer.js'
import { smtpMailer } from './smtp-mailer.js'

/** Hands mail to an SMTP server where there is one, else puts each mail into a folder as an `.eml` file. */
export function openMailer({ url, folder }: { readonly url: string | undefined; readonly folder: string }): Promise<Mailer> {
  return url === undefined ? folderMailer(folder) : Promise.resolve(smtpMailer(url))
}
