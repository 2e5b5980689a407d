import { directoryContract } from '@spoc/directory-contracts'
import { intakeContract } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import type { ContextModule } from '@spoc/platform-nest'
import { projector, type AnyProjector, type Into } from '@spoc/platform-runtime'
import { openWorld } from '@spoc/platform-testing/world'
import { REPORTED_REQUESTS, reportingContract } from '@spoc/reporting-contracts'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { request } from '../../test/story.js'
import { reportingContext } from '../index.js'
import { foldRequest, reportedTypes, requestIdOf, type FoldedRequest, type ReportedEvent } from './fold-request.js'

const contracts = [reportingContract, directoryContract, intakeContract, routingContract, slaContract]

/** The fold of a release whose clocks say nothing of what they are folded from. */
const before = projector<FoldedRequest, ReportedEvent>({
  collection: REPORTED_REQUESTS,
  version: 3,
  on: Object.fromEntries(
    reportedTypes.map((type) => [
      type,
      (event: RecordedOf<ReportedEvent>, into: Into<FoldedRequest>) =>
        into.put(requestIdOf(event.stream), (found) => asBefore(foldRequest(found, event))),
    ]),
  ),
})

function asBefore(request: FoldedRequest | undefined): FoldedRequest | undefined {
  if (request === undefined) return undefined
  return { ...request, clocks: request.clocks.map(({ own: _, ...clock }) => clock as FoldedRequest['clocks'][number]) }
}

function contextWith(projectors: readonly AnyProjector[]): ContextModule {
  return { ...reportingContext, automation: { ...reportingContext.automation, projectors } }
}

it('goes on after a release that kept the clocks of requests in another form', async () => {
  const others = reportingContext.automation.projectors.filter((each) => each.collection !== REPORTED_REQUESTS)
  const contexts = [contextWith([before, ...others])]
  const world = await openWorld({ contexts, contracts })
  try {
    const read = async () => {
      const { views, engines } = world.service.background
      await views.waitFor([REPORTED_REQUESTS], await engines.log.head())
      return views.of<FoldedRequest>(REPORTED_REQUESTS).get('one')
    }
    const { received, sla } = request(world, 'one')
    await received()
    await sla('sla.clocks-started.v1', { requestId: 'one' })
    await sla('sla.clock-met.v1', { clock: 'response', within: true, elapsedMs: 600_000 })
    expect((await read())?.clocks[0]).not.toHaveProperty('own')
    contexts[0] = reportingContext
    await world.reopen()
    await request(world, 'one').sla('sla.clock-breached.v1', { clock: 'resolve' })
    expect((await read())?.clocks).toMatchObject([
      { clock: 'response', own: { is: 'met' }, outcome: 'met', elapsedMs: 600_000 },
      { clock: 'update', own: { is: 'running' }, outcome: 'running' },
      { clock: 'resolve', own: { is: 'running' }, outcome: 'breached' },
    ])
  } finally {
    await world.close()
  }
})
