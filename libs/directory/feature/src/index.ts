import { Module } from '@nestjs/common'
import { directoryContract } from '@spoc/directory-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { AccountsRoute } from './accounts/accounts.route.js'
import { accounts } from './accounts/accounts.view.js'
import { ContactsRoute } from './contacts/contacts.route.js'
import { contacts, contactsPersonal } from './contacts/contacts.view.js'
import { ForgetErasedContact } from './contacts/forget-erased-contact.js'
import { ContractsRoute } from './contracts/contracts.route.js'
import { contracts } from './contracts/contracts.view.js'
import { ServicesRoute } from './services/services.route.js'
import { services } from './services/services.view.js'

@Module({ controllers: [AccountsRoute, ContactsRoute, ContractsRoute, ServicesRoute] })
class DirectoryModule {}

export const directoryContext: ContextModule = {
  automation: {
    contract: directoryContract,
    projectors: [accounts, contacts, contactsPersonal, contracts, services],
    reactions: [],
    timed: [],
  },
  module: DirectoryModule,
  prepare: (background) => background.follow(new ForgetErasedContact(background)),
}
