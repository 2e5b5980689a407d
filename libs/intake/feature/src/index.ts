import { Module, type Provider, type Type } from '@nestjs/common'
import { intakeContract } from '@spoc/intake-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { Background, SealedBlobs, type AnyProjector, type AnyReaction } from '@spoc/platform-runtime'
import { requestAlarms } from './automation/request-alarms.js'
import { whenRequestMergedThenTellSurvivor } from './automation/when-request-merged-then-tell-survivor/when-request-merged-then-tell-survivor.js'
import { LikelyDuplicates } from './automation/when-request-received-then-look-for-duplicates/likely-duplicates.js'
import { whenRequestReceivedThenLookForDuplicates } from './automation/when-request-received-then-look-for-duplicates/when-request-received-then-look-for-duplicates.js'
import { whenRequestsLinkedThenLinkBack } from './automation/when-requests-linked-then-link-back/when-requests-linked-then-link-back.js'
import { AttachmentRoute } from './read/attachments/attachment.route.js'
import { FollowRoute } from './read/follow/follow.route.js'
import { LiveFeed } from './read/live/live-feed.js'
import { LiveRoute } from './read/live/live.route.js'
import { alertControllers, alertProviders } from './alerts/alerts.parts.js'
import { alerts } from './alerts/alerts.view.js'
import { Claims } from './claims/claims.js'
import { quarantineFigures } from './mail/quarantine-figures.js'
import { mailControllers, mailProviders } from './mail/mail.parts.js'
import { Names } from './read/names/names.js'
import { teamNames } from './read/names/team-names.view.js'
import { requestsPersonal, requestTexts } from './read/queue/personal.view.js'
import { queueFigures } from './read/queue/queue-figures.js'
import { QueueItems } from './read/queue/queue-items.js'
import { QueueRoute } from './read/queue/queue.route.js'
import { queue } from './read/queue/queue.view.js'
import { RequestFinder } from './read/queue/request-finder.js'
import { RequestRoute } from './read/queue/request.route.js'
import { FoundByName } from './read/search/found-by-name.js'
import { FoundByWords } from './read/search/found-by-words.js'
import { SearchRoute } from './read/search/search.route.js'
import { search } from './read/search/search.view.js'
import { TimelineEntries } from './read/timeline/timeline-entries.js'
import { TimelineRoute } from './read/timeline/timeline.route.js'
import { timeline, timelinePersonal } from './read/timeline/timeline.view.js'
import { tmf621Controllers, tmf621Providers } from './tmf621/tmf621.parts.js'
import { AttachRoute } from './write/attachments/attach.route.js'
import { LargerBody } from './write/attachments/larger-body.js'
import { ClassificationRoute } from './write/classification/classification.route.js'
import { ConversationRoute } from './write/conversation/conversation.route.js'
import { Conversations } from './write/conversation/conversations.js'
import { ReplyAsClientHandler } from './write/conversation/reply-as-client.js'
import { LifeRoute } from './write/life/life.route.js'
import { LinksRoute } from './write/links/links.route.js'
import { ContractsInForce } from './write/receive-request/contracts-in-force.js'
import { ReceiveRequestHandler } from './write/receive-request/receive-request.js'
import { ReceiveRequestRoute } from './write/receive-request/receive-request.route.js'
import { RequestNumbers } from './write/receive-request/request-numbers.js'
import { RequestChanges } from './write/request-changes.js'
import { WrittenTexts } from './written-texts.js'

// They live outside of Nest, since they follow the log or serve an automation, and are given the process's own parts before it starts.
const likelyDuplicates = new LikelyDuplicates()
const liveFeed = new LiveFeed()

const controllers: readonly Type[] = [
  ReceiveRequestRoute,
  QueueRoute,
  RequestRoute,
  TimelineRoute,
  LiveRoute,
  FollowRoute,
  SearchRoute,
  AttachmentRoute,
  LifeRoute,
  ConversationRoute,
  AttachRoute,
  ClassificationRoute,
  LinksRoute,
  ...mailControllers,
  ...alertControllers,
  ...tmf621Controllers,
]

const providers: readonly Provider[] = [
  {
    provide: SealedBlobs,
    useFactory: ({ engines: { blobs, keys } }: Background) => new SealedBlobs(blobs, keys),
    inject: [Background],
  },
  { provide: LiveFeed, useValue: liveFeed },
  LargerBody,
  WrittenTexts,
  Names,
  ContractsInForce,
  RequestNumbers,
  ReceiveRequestHandler,
  RequestChanges,
  Conversations,
  ReplyAsClientHandler,
  RequestFinder,
  QueueItems,
  TimelineEntries,
  FoundByName,
  FoundByWords,
  Claims,
  ...mailProviders,
  ...alertProviders,
  ...tmf621Providers,
]

const projectors: readonly AnyProjector[] = [
  queue,
  requestsPersonal,
  requestTexts,
  timeline,
  timelinePersonal,
  teamNames,
  search,
  alerts,
]

const reactions: readonly AnyReaction[] = [
  whenRequestMergedThenTellSurvivor,
  whenRequestsLinkedThenLinkBack,
  whenRequestReceivedThenLookForDuplicates(likelyDuplicates),
]

export { NewRequest } from './write/receive-request/new-request.js'

@Module({ controllers: [...controllers], providers: [...providers] })
class IntakeModule {}

export const intakeContext: ContextModule = {
  automation: { contract: intakeContract, projectors, reactions, timed: [requestAlarms] },
  module: IntakeModule,
  figures: [...queueFigures, ...quarantineFigures],
  prepare: (background) => {
    likelyDuplicates.readFrom(background.views)
    liveFeed.follow(background)
  },
}
