import type { Role, SignedIn } from '../api/people.js'

type WithRoles = Pick<SignedIn, 'roles'>

const has = (person: WithRoles, ...roles: readonly Role[]) => roles.some((role) => person.roles.includes(role))

/** A person of a client, who sees its own accounts only; the platform keeps to that, the console only leaves out what is of no use. */
export const isClient = (person: WithRoles) => !has(person, 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')

export const mayWorkOnRequests = (person: WithRoles) => has(person, 'agent', 'manager', 'admin')

export const mayEngineer = (person: WithRoles) => has(person, 'engineer', 'manager')

export const isPaged = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager')

export const mayPlanWorks = (person: WithRoles) => has(person, 'agent', 'engineer', 'manager', 'admin')

export const mayAnswerWorks = (person: WithRoles) => has(person, 'client', 'client-manager')

export const mayReport = (person: WithRoles) => has(person, 'manager', 'reporter', 'auditor', 'admin', 'client-manager')

export const mayAudit = (person: WithRoles) => has(person, 'auditor', 'admin')

export type Section = 'requests' | 'pages' | 'works' | 'reports' | 'audit'

/** Where the person may go, in the order of the navigation. */
export function sectionsOf(person: WithRoles): readonly Section[] {
  return [
    'requests',
    ...(isPaged(person) ? (['pages'] as const) : []),
    'works',
    ...(mayReport(person) ? (['reports'] as const) : []),
    ...(mayAudit(person) ? (['audit'] as const) : []),
  ]
}
