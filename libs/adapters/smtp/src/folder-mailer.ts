import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { EngineUnavailable, type Mailer, type OutgoingMail } from '@spoc/platform-ports'
import { compose } from './compose.js'

/** One file a message, named by its date and Message-ID, so that the same mail sent again is the same file. */
export async function folderMailer(folder: string): Promise<Mailer> {
  await mkdir(folder, { recursive: true })
  return {
    async send(mail) {
      try {
        const bytes = await new MailComposer(compose(mail)).compile().build()
        const name = fileOf(mail)
        const handle = await open(join(folder, `.${name}`), 'w')
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(join(folder, `.${name}`), join(folder, name))
      } catch (error) {
        throw new EngineUnavailable('mail', error)
      }
    },
    async kept(mail) {
      try {
        return await readFile(join(folder, fileOf(mail)), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    close: () => Promise.resolve(),
  }
}

function fileOf({ messageId, date }: Pick<OutgoingMail, 'messageId' | 'date'>): string {
  const day = date.replace(/[-:]/g, '').slice(0, 15)
  return `${day}-${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}.eml`
}
