import { Module, type Provider, type Type } from '@nestjs/common'
import { intakeContract } from '@spoc/intake-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { Background, SealedBlobs, type AnyProjector } from '@spoc/platform-runtime'
import { Names } from './read/names/names.js'
import { teamNames } from './read/names/team-names.view.js'
import { requestsPersonal, requestTexts } from './read/queue/personal.view.js'
import { QueueItems } from './read/queue/queue-items.js'
import { QueueRoute } from './read/queue/queue.route.js'
import { queue } from './read/queue/queue.view.js'
import { RequestFinder } from './read/queue/request-finder.js'
import { RequestRoute } from './read/queue/request.route.js'
import { TimelineEntries } from './read/timeline/timeline-entries.js'
import { TimelineRoute } from './read/timeline/timeline.route.js'
import { timeline, timelinePersonal } from './read/timeline/timeline.view.js'
import { ContractsInForce } from './write/receive-request/contracts-in-force.js'
import { ReceiveRequestHandler } from './write/receive-request/receive-request.js'
import { ReceiveRequestRoute } from './write/receive-request/receive-request.route.js'
import { RequestNumbers } from './write/receive-request/request-numbers.js'
import { WrittenTexts } from './written-texts.js'

const controllers: readonly Type[] = [ReceiveRequestRoute, QueueRoute, RequestRoute, TimelineRoute]

const providers: readonly Provider[] = [
  {
    provide: SealedBlobs,
    useFactory: ({ engines: { blobs, keys } }: Background) => new SealedBlobs(blobs, keys),
    inject: [Background],
  },
  WrittenTexts,
  Names,
  ContractsInForce,
  RequestNumbers,
  ReceiveRequestHandler,
  RequestFinder,
  QueueItems,
  TimelineEntries,
]

const projectors: readonly AnyProjector[] = [queue, requestsPersonal, requestTexts, timeline, timelinePersonal, teamNames]

@Module({ controllers: [...controllers], providers: [...providers] })
class IntakeModule {}

export const intakeContext: ContextModule = {
  automation: { contract: intakeContract, projectors, reactions: [], timed: [] },
  module: IntakeModule,
}
