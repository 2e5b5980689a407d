import { checkText, checkZone, refuse, type Refusal } from '@spoc/platform-kernel'
import type { AccountDetails } from '@spoc/directory-contracts'

/** Domains under which anybody has an address: they say nothing about whose colleague a sender is. */
const publicMailDomains = new Set([
  'aol.com',
  'gmail.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mail.ru',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  't-online.de',
  'web.de',
  'yahoo.com',
  'yandex.ru',
])

/** Refuses details that cannot be an account's, naming the first field that is wrong. */
export function checkAccount(details: AccountDetails): Refusal | undefined {
  return (
    checkText(details.name, 'name') ??
    checkZone(details.zone, 'zone') ??
    checkLanguage(details.language) ??
    details.mailDomains.map(checkMailDomain).find((refusal) => refusal !== undefined)
  )
}

function checkLanguage(language: string | undefined): Refusal | undefined {
  if (language === undefined || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) return undefined
  return refuse('language-invalid', `${language} is not a language tag, such as de or pt-BR.`, 'language')
}

function checkMailDomain(domain: string, index: number): Refusal | undefined {
  const field = `mailDomains.${index}`
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(domain)) {
    return refuse('mail-domain-invalid', `${domain} is not a mail domain in lower case.`, field)
  }
  return publicMailDomains.has(domain)
    ? refuse('mail-domain-public', `Anybody may have an address at ${domain}; it names no organisation.`, field)
    : undefined
}

/** What the fold of an account holds beside its details. */
export const NOT_DETAILS = ['is', 'arrangement'] as const
