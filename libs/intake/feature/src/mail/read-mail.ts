import { createHash } from 'node:crypto'
import { simpleParser, type AddressObject, type EmailAddress, type ParsedMail } from 'mailparser'
import { domainOf, withoutTag, type IncomingMail } from '@spoc/intake-domain'
import { textOf } from './mail-text.js'

/** What the other server told before it handed over the mail; addresses in lower case. */
export interface Envelope {
  /** The return path; the empty text where it is null. */
  readonly from: string
  /** Our own mailboxes it was handed over for, at least one. */
  readonly to: readonly [string, ...string[]]
}

export interface Addressed {
  readonly address: string
  readonly name?: string
}

export interface AttachedFile {
  readonly name: string
  /** As the mail says. */
  readonly declaredType: string
  readonly content: Uint8Array
}

/** A mail as it came, with all that is wanted of it. */
export interface ReadMail {
  readonly is: 'read'
  readonly mail: IncomingMail
  readonly sender: Addressed
  /** To and Cc without the sender and our own mailboxes. */
  readonly copies: readonly Addressed[]
  readonly text: string
  readonly attachments: readonly AttachedFile[]
  readonly language?: string
  /** Our own mailboxes it came to, without tags, each once. */
  readonly mailboxes: readonly [string, ...string[]]
  /** How many servers say that it went through them. */
  readonly hops: number
}

export interface UnreadableMail {
  readonly is: 'unreadable'
  readonly reason: string
}

/** What stands in the event itself, so that a hostile mail does not make it too large. */
const MOST_COPIES = 50
const MOST_ATTACHMENTS = 100
const MOST_REFERENCES = 50
const LONGEST_MESSAGE_ID = 250
const LONGEST_HTML = 1024 * 1024

/** Takes a mail apart. A broken one never throws: it says why it cannot be read. `hash` is the keyed hash of an address. */
export async function readMail(
  raw: Uint8Array,
  envelope: Envelope,
  { mailDomain, hash }: { readonly mailDomain: string; readonly hash: (address: string) => string },
): Promise<ReadMail | UnreadableMail> {
  const parsed = await parse(raw)
  if (parsed instanceof Error) return { is: 'unreadable', reason: `It is no mail that can be read: ${parsed.message}` }
  const from = addressesOf(parsed.from)
  const sender = from[0]
  if (sender === undefined) return { is: 'unreadable', reason: 'It does not say who sent it.' }
  const addressed = [...addressesOf(parsed.to), ...addressesOf(parsed.cc)]
  const isOurs = ({ address }: Addressed) => domainOf(address) === mailDomain
  const mailboxes = [...new Set(envelope.to.map(withoutTag))]
  const references = listOf(parsed.references).flatMap(messageIds)
  const inReplyTo = messageIds(parsed.inReplyTo ?? '')[0]
  const headers = headersOf(parsed)
  const language = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.exec(headers['content-language']?.[0]?.trim() ?? '')?.[0]
  return {
    is: 'read',
    mail: {
      messageId: messageIds(parsed.messageId ?? '')[0] ?? `${createHash('sha256').update(raw).digest('hex')}@without-message-id`,
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      references: references.slice(-MOST_REFERENCES),
      subject: (parsed.subject ?? '').slice(0, 1_000),
      from: sender.address,
      fromHash: hash(sender.address),
      recipients: [...new Set([...addressed.map(({ address }) => address), ...envelope.to])],
      mailbox: mailboxes[0] ?? withoutTag(envelope.to[0]),
      returnPath: envelope.from,
      headers,
    },
    sender,
    copies: eachOnce(addressed.filter((one) => !isOurs(one) && one.address !== sender.address)).slice(0, MOST_COPIES),
    text: textOf(parsed, LONGEST_HTML),
    attachments: parsed.attachments.slice(0, MOST_ATTACHMENTS).map(({ filename, contentType, content }, index) => ({
      name: (filename ?? `attachment-${index + 1}`).slice(0, 255),
      declaredType: contentType,
      content,
    })),
    ...(language === undefined ? {} : { language }),
    mailboxes: [mailboxes[0] ?? withoutTag(envelope.to[0]), ...mailboxes.slice(1)],
    hops: headers['received']?.length ?? 0,
  }
}

async function parse(raw: Uint8Array): Promise<ParsedMail | Error> {
  try {
    return await simpleParser(Buffer.from(raw), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function addressesOf(header: AddressObject | AddressObject[] | undefined): readonly Addressed[] {
  const listed = header === undefined ? [] : Array.isArray(header) ? header : [header]
  return listed.flatMap(({ value }) => value.flatMap(flattened))
}

function flattened({ address, name, group }: EmailAddress): readonly Addressed[] {
  if (group !== undefined) return group.flatMap(flattened)
  const told = (address ?? '').trim().toLowerCase()
  if (!/^[^\s@<>"]{1,64}@[^\s@<>"]{1,255}$/.test(told)) return []
  return [name === '' ? { address: told } : { address: told, name: name.slice(0, 200) }]
}

function eachOnce(addressed: readonly Addressed[]): readonly Addressed[] {
  return [...new Map(addressed.map((one) => [one.address, one])).values()]
}

/** Header values by name in lower case, unfolded. Our own loop mark is known by either of its names. */
function headersOf({ headerLines }: ParsedMail): Readonly<Record<string, readonly string[]>> {
  const headers = new Map<string, string[]>()
  for (const { key, line } of headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim()
    const name = key === 'x-spoc-loop' ? 'x-loop' : key
    headers.set(name, [...(headers.get(name) ?? []), value])
  }
  return Object.fromEntries(headers)
}

function listOf(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Without angle brackets; one that is too long to be looked up by is none. */
function messageIds(text: string): readonly string[] {
  return text
    .split(/[\s<>]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && one.length <= LONGEST_MESSAGE_ID)
}
