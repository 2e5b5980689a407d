import { withoutTag, type IncomingMail } from './incoming-mail.js'

/** Why a mail is nobody's word: it opens nothing, answers nothing and moves no clock. */
export interface AutomaticMail {
  readonly kind: 'own-address' | 'loop' | 'bounce' | 'automatic-reply' | 'generated' | 'bulk' | 'list'
  /** A sentence for whoever looks into the quarantine. */
  readonly reason: string
}

export interface MailboxFacts {
  /** All addresses we send from or receive at, in lower case, without tags. */
  readonly ownAddresses: ReadonlySet<string>
  /** What our own mails carry in X-Loop. */
  readonly loopMark: string
  /** Addresses of machines whose generated mails are wanted: a carrier's ticket system, a monitor. */
  readonly welcomeMachines: ReadonlySet<string>
}

/** Nothing where a person, or a machine that is welcome, wrote it. */
export function automaticMail(mail: IncomingMail, facts: MailboxFacts): AutomaticMail | undefined {
  const never = fromOurselves(mail, facts) ?? bounce(mail) ?? automaticReply(mail)
  if (never !== undefined) return never
  return facts.welcomeMachines.has(mail.from) ? undefined : (generated(mail) ?? bulk(mail))
}

function fromOurselves(mail: IncomingMail, { ownAddresses, loopMark }: MailboxFacts): AutomaticMail | undefined {
  if (ownAddresses.has(withoutTag(mail.from))) {
    return { kind: 'own-address', reason: 'It comes from one of our own mailboxes.' }
  }
  return values(mail, 'x-loop').includes(loopMark.toLowerCase())
    ? { kind: 'loop', reason: 'It carries our own X-Loop: it went out from here.' }
    : undefined
}

function bounce(mail: IncomingMail): AutomaticMail | undefined {
  // RFC 3464 reports, RFC 5321 §4.5.5: notices about delivery have the null return path.
  if (values(mail, 'content-type').some((type) => /^multipart\/report\b/.test(type))) {
    return { kind: 'bounce', reason: 'It is a report on delivery (multipart/report).' }
  }
  if (mail.returnPath === '') return { kind: 'bounce', reason: 'Its return path is null.' }
  if (/^(mailer-daemon|postmaster)@/.test(mail.from)) {
    return { kind: 'bounce', reason: 'Its sender is a mail system.' }
  }
  return values(mail, 'x-failed-recipients').length > 0
    ? { kind: 'bounce', reason: 'It names recipients that could not be reached.' }
    : undefined
}

function automaticReply(mail: IncomingMail): AutomaticMail | undefined {
  // RFC 3834 §5: auto-replied answers another mail, as an out-of-office notice does.
  if (values(mail, 'auto-submitted').some((value) => value.startsWith('auto-replied'))) {
    return { kind: 'automatic-reply', reason: 'Auto-Submitted says that a machine replied.' }
  }
  if (values(mail, 'precedence').includes('auto_reply')) {
    return { kind: 'automatic-reply', reason: 'Precedence says that a machine replied.' }
  }
  const marked = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-vacation', 'x-ms-exchange-inbox-rules-loop'].find(
    (name) => values(mail, name).some((value) => value !== 'no'),
  )
  return marked === undefined ? undefined : { kind: 'automatic-reply', reason: `It carries ${marked}.` }
}

function generated(mail: IncomingMail): AutomaticMail | undefined {
  const submitted = values(mail, 'auto-submitted').find((value) => !value.startsWith('no'))
  return submitted === undefined
    ? undefined
    : { kind: 'generated', reason: `Auto-Submitted says that no person wrote it (${submitted}).` }
}

function bulk(mail: IncomingMail): AutomaticMail | undefined {
  const precedence = values(mail, 'precedence').find((value) => ['bulk', 'junk', 'list'].includes(value))
  if (precedence !== undefined) return { kind: 'bulk', reason: `Its precedence is ${precedence}.` }
  // RFC 2369 and RFC 2919: what a mailing list adds.
  const list = ['list-id', 'list-post', 'list-unsubscribe', 'mailing-list'].find((name) => values(mail, name).length > 0)
  return list === undefined ? undefined : { kind: 'list', reason: `It was sent by a mailing list (${list}).` }
}

function values({ headers }: IncomingMail, name: string): readonly string[] {
  return (headers[name] ?? []).map((value) => value.trim().toLowerCase())
}
