import type { Attachment, BlobReference, MailParty } from '@spoc/intake-contracts'
import {
  keyOfAuthor,
  keyOfPerson,
  personal,
  refuse,
  type Given,
  type Id,
  type KeyId,
  type Personal,
  type Refusal,
} from '@spoc/platform-kernel'

/** Text, or where it is kept when it is longer than {@link TEXT_LIMIT_BYTES}. */
export type Written = string | BlobReference

export const TEXT_LIMIT_BYTES = 32 * 1024

/** Whether a text may stand in an event; a longer one is kept as a blob before the command is given. */
export function fitsInEvent(text: string): boolean {
  return Buffer.byteLength(text) <= TEXT_LIMIT_BYTES
}

export interface AttachmentInput extends Omit<Attachment, 'name'> {
  readonly name: string
}

/** Somebody by mail address, in the clear. */
export interface MailPartyInput {
  readonly address: string
  readonly addressHash: string
  readonly name?: string
  /** The contact whose address it is, where the directory knows. */
  readonly contactId?: Id<'contact'>
}

/** What somebody wrote on a request is under a key of that request and that author. */
export function keyOfWriter(requestId: Id<'request'>, { actor, onBehalfOf }: Pick<Given, 'actor' | 'onBehalfOf'>): KeyId {
  return keyOfAuthor(requestId, (onBehalfOf ?? actor).id)
}

/** Refuses a text that is empty (`field-missing`), or too long for an event (`text-too-long`: keep it as a blob first). */
export function checkWritten(text: Written, field: string): Refusal | undefined {
  if (typeof text !== 'string') return undefined
  if (text.trim() === '') return refuse('field-missing', `${field} must not be empty.`, field)
  return fitsInEvent(text)
    ? undefined
    : refuse('text-too-long', `${field} is longer than ${TEXT_LIMIT_BYTES} bytes of UTF-8.`, field)
}

export function bodyOf(text: Written, key: KeyId): { readonly body: Personal<string> } | { readonly bodyBlob: BlobReference } {
  return typeof text === 'string' ? { body: personal(text, key) } : { bodyBlob: text }
}

export function attachmentsOf(inputs: readonly AttachmentInput[], key: KeyId): readonly Attachment[] {
  return inputs.map((input) => ({ ...input, name: personal(input.name, key) }))
}

/** A known contact's address is under the person's key, so that erasing the person takes it along; a stranger's under the request's. */
export function mailParty(requestId: Id<'request'>, { address, addressHash, name, contactId }: MailPartyInput): MailParty {
  const key = contactId === undefined ? keyOfAuthor(requestId, addressHash) : keyOfPerson(contactId)
  return { address: personal(address, key), addressHash, ...(name === undefined ? {} : { name: personal(name, key) }) }
}
