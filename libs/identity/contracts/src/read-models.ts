import type { Role } from './person/person.events.js'

/** Published read model `identity_people`: who may sign in, without anything personal. */
export interface PersonDocument {
  readonly _id: string
  readonly state: 'active' | 'disabled'
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
  readonly contactId?: string
}

/** Restricted read model `identity_people_personal`. */
export interface PersonalPersonDocument {
  readonly _id: string
  readonly name: string
  readonly email: string
}

export const PEOPLE = { name: 'identity_people', indexes: [{ fields: ['state'] }], holds: 'view' } as const
export const PEOPLE_PERSONAL = { name: 'identity_people_personal', indexes: [{ fields: ['name'] }], holds: 'view' } as const
