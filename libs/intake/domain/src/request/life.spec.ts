import { requestStatuses, type RequestEvent, type RequestFacts, type RequestStatus } from '@spoc/intake-contracts'
import { isRefusal, type Decision } from '@spoc/platform-kernel'
import { ada, by, facts, ines, message, now, received, stateOf, terms } from '../../test/requests.js'
import { awaitClient } from './await-client.js'
import { cancel } from './cancel.js'
import { clientReplied } from './client-replied.js'
import { confirm } from './confirm.js'
import { merge } from './merge.js'
import { note } from './note.js'
import { putOnHold } from './put-on-hold.js'
import { reject } from './reject.js'
import { reopen } from './reopen.js'
import { reply } from './reply.js'
import { resolve } from './resolve.js'
import { resume } from './resume.js'
import { requestStream } from './request-stream.js'
import { takeUp } from './take-up.js'
import { unmerge } from './unmerge.js'

const requestId = 'r1'
const survivor = stateOf(received())
const commands: Readonly<Record<string, (request: RequestFacts) => Decision<RequestEvent>>> = {
  'take up': (request) => takeUp(request, by(ines)),
  reply: (request) => reply(request, message(), by(ines)),
  note: (request) => note(request, message(), by(ines)),
  'client replies': (request) => clientReplied(request, message(), by(ada)),
  'await client': (request) => awaitClient(request, { requestId, what: 'Please send the serial number.' }, terms, by(ines)),
  hold: (request) => putOnHold(request, { requestId, reason: 'parts', party: 'provider' }, by(ines)),
  resume: (request) => resume(request),
  resolve: (request) => resolve(request, { requestId, code: 'workaround', solution: 'Rerouted.' }, terms, by(ines)),
  confirm: (request) => confirm(request, by(ada)),
  'reopen (client)': (request) => reopen(request, { requestId, by: 'client', reason: 'Not solved.' }, by(ada)),
  'reopen (staff)': (request) => reopen(request, { requestId, by: 'staff', reason: 'A mistake.' }, by(ines)),
  cancel: (request) => cancel(request, { requestId, by: 'client', reason: 'No longer wanted.' }, by(ada)),
  reject: (request) => reject(request, { requestId, reason: 'Not ours.' }, by(ines)),
  merge: (request) => merge(request, { requestId, into: 'r3' }, survivor),
  unmerge: (request) => unmerge(request),
}

/** The state after the command; `—` where it is refused, `=` where nothing is recorded. */
const table: readonly (readonly [command: string, ...after: readonly string[]])[] = [
  ['take up', 'in-progress', '=', '—', '—', '—', '—', '—', '—', '—'],
  ['reply', 'in-progress', 'in-progress', 'waiting-for-client', 'on-hold', 'resolved', 'closed', 'cancelled', 'rejected', '—'],
  ['note', 'new', 'in-progress', 'waiting-for-client', 'on-hold', 'resolved', 'closed', 'cancelled', 'rejected', '—'],
  ['client replies', 'new', 'in-progress', 'in-progress', 'on-hold', 'in-progress', 'in-progress', 'cancelled', 'rejected', '—'],
  ['await client', 'waiting-for-client', 'waiting-for-client', '—', '—', '—', '—', '—', '—', '—'],
  ['hold', 'on-hold', 'on-hold', '—', '—', '—', '—', '—', '—', '—'],
  ['resume', '—', '=', 'in-progress', 'in-progress', '—', '—', '—', '—', '—'],
  ['resolve', 'resolved', 'resolved', 'resolved', 'resolved', '—', '—', '—', '—', '—'],
  ['confirm', '—', '—', '—', '—', 'closed', '=', '—', '—', '—'],
  ['reopen (client)', '—', '=', '—', '—', 'in-progress', 'in-progress', '—', '—', '—'],
  ['reopen (staff)', '—', '=', '—', '—', 'in-progress', 'in-progress', 'in-progress', 'in-progress', '—'],
  ['cancel', 'cancelled', 'cancelled', 'cancelled', 'cancelled', '—', '—', '=', '—', '—'],
  ['reject', 'rejected', 'rejected', '—', '—', '—', '—', '—', '=', '—'],
  ['merge', 'merged', 'merged', '—', '—', '—', '—', '—', '—', '—'],
  ['unmerge', '—', '—', '—', '—', '—', '—', '—', '—', 'in-progress'],
]
const cases = table.flatMap(([command, ...after]) =>
  requestStatuses.map((status, index): [string, RequestStatus, string] => [command, status, after[index]!]),
)

describe('the life of a request', () => {
  it.each(cases)('"%s" when %s: %s', (command, status, after) => {
    const request = stateOf(...facts[status])
    const decision = commands[command]!(request)
    if (after === '—') return expect(decision).toMatchObject({ refused: expect.stringMatching(/^request-/) as unknown })
    if (isRefusal(decision)) throw new Error(`It was refused: ${decision.refused}`)
    if (after === '=') return expect(decision).toEqual([])
    expect(decision).not.toEqual([])
    expect(decision.reduce(requestStream.evolve, request)).toMatchObject({ status: after })
  })
  it.each(Object.keys(commands))('"%s" is refused for a request that there is not', (command) =>
    expect(commands[command]!({ is: 'unknown' })).toMatchObject({ refused: 'request-unknown' }),
  )
  it('names in the code of a refusal the state that stands in the way', () =>
    expect(takeUp(stateOf(...facts.closed), by(ines, now))).toMatchObject({ refused: 'request-closed' }))
})
