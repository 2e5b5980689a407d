import {
  CONTACTS,
  CONTACTS_PERSONAL,
  type ContactDetails,
  type ContactDocument,
  type ContactEvent,
  type PersonalContactDocument,
} from '@spoc/directory-contracts'
import { reveal } from '@spoc/platform-kernel'
import { projector } from '@spoc/platform-runtime'

const idOf = (stream: string) => stream.slice('contact-'.length)

export const contacts = projector<ContactDocument, ContactEvent>({
  collection: CONTACTS,
  version: 2,
  on: {
    'directory.contact-registered.v1': ({ stream, data }, into) => into.put(idOf(stream), () => plain(idOf(stream), data)),
    'directory.contact-changed.v1': ({ stream, data }, into) => into.put(idOf(stream), () => plain(idOf(stream), data)),
    'directory.contact-erased.v1': ({ stream }, into) =>
      into.put(idOf(stream), (found) => found && { _id: found._id, accountIds: found.accountIds, erased: true }),
  },
})

export const contactsPersonal = projector<PersonalContactDocument, ContactEvent>({
  collection: CONTACTS_PERSONAL,
  version: 1,
  on: {
    'directory.contact-registered.v1': ({ stream, data }, into) => into.put(idOf(stream), () => personalOf(idOf(stream), data)),
    'directory.contact-changed.v1': ({ stream, data }, into) => into.put(idOf(stream), () => personalOf(idOf(stream), data)),
    'directory.contact-erased.v1': ({ stream }, into) => into.put(idOf(stream), () => undefined),
  },
})

function plain(_id: string, { accountIds, emailHash, zone, rights, rightsAt }: ContactDetails): ContactDocument {
  const escalatesAt = accountIds.filter((accountId) => (rightsAt?.[accountId] ?? rights).escalates)
  return { _id, accountIds, emailHash, escalatesAt, ...(zone === undefined ? {} : { zone }) }
}

function personalOf(_id: string, { accountIds, name, email, phone }: ContactDetails): PersonalContactDocument {
  const told = phone === undefined ? {} : { phone: reveal(phone, 'erased') }
  return { _id, accountIds, name: reveal(name, 'erased'), email: reveal(email, 'erased'), ...told }
}
