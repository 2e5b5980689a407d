import type { SignedIn } from '../../api/people.js'
import type { QueueItem } from '../../api/requests.js'
import { isClient, mayEngage, mayWorkOnRequests } from '../../app/roles.js'

export type ActionName =
  | 'take-up'
  | 'take-over'
  | 'assign'
  | 'engage'
  | 'await-client'
  | 'resolve'
  | 'hold'
  | 'resume'
  | 'priority'
  | 'account'
  | 'kind'
  | 'escalate'
  | 'merge'
  | 'unmerge'
  | 'cancel'
  | 'reject'
  | 'confirm'
  | 'close'
  | 'reopen'

type Seen = Pick<QueueItem, 'status' | 'spoc' | 'takenUpBy'>
type Viewer = Pick<SignedIn, 'id' | 'roles'>

const isOpen = ({ status }: Seen) =>
  status === 'new' || status === 'in-progress' || status === 'waiting-for-client' || status === 'on-hold'

/** Works on it already, as its point of contact or for the team that is. */
const isOn = ({ spoc, takenUpBy }: Seen, { id }: Viewer) => spoc?.personId === id || takenUpBy === id

const rests = ({ status }: Seen) => status === 'waiting-for-client' || status === 'on-hold'

/** Acts of routing, which an administrator has no part in. */
const OF_ROUTING: ReadonlySet<ActionName> = new Set(['engage', 'take-over', 'assign', 'escalate'])

/** What the person can do with the request as it stands, the most likely first. The platform decides; this leaves out what it would refuse. */
export function possibleActions(request: Seen, person: Viewer): readonly ActionName[] {
  if (isClient(person)) return ofClient(request)
  if (!mayWorkOnRequests(person)) return mayEngage(person) && isOpen(request) ? ofEngineer(request, person) : []
  switch (request.status) {
    case 'resolved':
      return ['close', 'reopen']
    case 'closed':
    case 'cancelled':
    case 'rejected':
      return ['reopen']
    case 'merged':
      return ['unmerge']
    default:
      return whileOpen(request, person).filter((action) => !OF_ROUTING.has(action) || mayEngage(person))
  }
}

function whileOpen(request: Seen, person: Viewer): readonly ActionName[] {
  const taking: readonly ActionName[] = request.status === 'new' ? ['take-up'] : isOn(request, person) ? [] : ['take-over']
  const going: readonly ActionName[] = rests(request) ? ['resume'] : ['await-client']
  const resting: readonly ActionName[] = request.status === 'on-hold' ? [] : ['hold']
  const handing: readonly ActionName[] = request.spoc?.personId === person.id || taking.includes('take-over') ? [] : ['take-over']
  return [
    ...taking,
    'engage',
    ...going,
    'resolve',
    ...handing,
    ...resting,
    'assign',
    'escalate',
    'priority',
    'account',
    'kind',
    'merge',
    'cancel',
    'reject',
  ]
}

function ofEngineer(request: Seen, person: Viewer): readonly ActionName[] {
  const going: readonly ActionName[] = rests(request) ? ['resume'] : []
  const taking: readonly ActionName[] = request.spoc?.personId === person.id ? [] : ['take-over']
  return ['resolve', 'engage', ...going, ...taking, 'assign', 'escalate']
}

function ofClient(request: Seen): readonly ActionName[] {
  if (request.status === 'resolved') return ['confirm', 'reopen']
  return isOpen(request) ? ['escalate', 'cancel'] : []
}

/** How many of them stand beside each other before the rest goes into a menu. */
export const IN_SIGHT = 4

/** What the key for taking does: take a new request up, take another’s over. */
export function taking(actions: readonly ActionName[]): 'take-up' | 'take-over' | undefined {
  return actions.includes('take-up') ? 'take-up' : actions.includes('take-over') ? 'take-over' : undefined
}
