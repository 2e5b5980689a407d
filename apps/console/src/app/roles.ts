import type { Role, SignedIn } from '../api/people.js'

type WithRoles = Pick<SignedIn, 'roles'>

const has = (person: WithRoles, ...roles: readonly Role[]) => roles.some((role) => person.roles.includes(role))

/** A person of a client, who sees its own accounts only; the platform keeps to that, the console only leaves out what is of no use. */
export const isClient = (person: WithRoles) => !has(person, 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')

export const mayWorkOnRequests = (person: WithRoles) => has(person, 'agent', 'manager', 'admin')

/** Accepts engagements, and may be the SPOC. */
export const mayEngage = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager')

/** Answers clients; colleagues with other roles only read along. */
export const mayReply = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager', 'admin')

export const mayOpenRequests = (person: WithRoles) =>
  has(person, 'client', 'client-manager', 'agent', 'engineer', 'manager', 'admin')

export const maySeeNotifications = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager', 'auditor', 'admin')

export const isPaged = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager', 'admin')

export const mayPlanWorks = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager', 'admin')

export const mayAnswerWorks = (person: WithRoles) => has(person, 'client', 'client-manager')

export const mayReport = (person: WithRoles) => has(person, 'manager', 'reporter', 'admin', 'client-manager')

export const mayAudit = (person: WithRoles) => has(person, 'auditor', 'manager', 'admin')

export const mayRunThePlatform = (person: WithRoles) => has(person, 'admin')

export type Section = 'requests' | 'pages' | 'works' | 'reports' | 'audit' | 'platform'

/** Where the person may go, in the order of the navigation. */
export function sectionsOf(person: WithRoles): readonly Section[] {
  return [
    'requests',
    ...(isPaged(person) ? (['pages'] as const) : []),
    'works',
    ...(mayReport(person) ? (['reports'] as const) : []),
    ...(mayAudit(person) ? (['audit'] as const) : []),
    ...(mayRunThePlatform(person) ? (['platform'] as const) : []),
  ]
}
