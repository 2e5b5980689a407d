/** The address that mail of ours comes from where no queue of its own is named, and that it is answered to. */
export function supportAddress(mailDomain: string): string {
  return `support@${mailDomain}`
}

/** What our own mails carry in `X-Loop` (and, for people who look for us by name, in `X-SPOC-Loop`): one that comes back is told by it. */
export function loopMark(mailDomain: string): string {
  return mailDomain.toLowerCase()
}
