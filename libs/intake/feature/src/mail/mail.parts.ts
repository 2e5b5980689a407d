import type { Provider, Type } from '@nestjs/common'
import { DeliverMail } from './deliver-mail.js'
import { MailFiles } from './mail-files.js'
import { PeerSystems } from './peer-systems.js'
import { PeerSystemsRoute } from './peer-systems.route.js'
import { PlaceMail } from './place-mail.js'
import { Quarantine } from './quarantine.js'
import { QuarantineRoute } from './quarantine.route.js'
import { Senders } from './senders.js'
import { ServicesNamed } from './services-named.js'
import { SmtpListener } from './smtp-listener.js'
import { TakeMail } from './take-mail.js'
import { Threads } from './threads.js'

export const mailControllers: readonly Type[] = [QuarantineRoute, PeerSystemsRoute]

export const mailProviders: readonly Provider[] = [
  PeerSystems,
  ServicesNamed,
  Senders,
  Threads,
  PlaceMail,
  MailFiles,
  DeliverMail,
  Quarantine,
  TakeMail,
  SmtpListener,
]
