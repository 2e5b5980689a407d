import { Module } from '@nestjs/common'
import { intakeContract } from '@spoc/intake-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { Background, SealedBlobs } from '@spoc/platform-runtime'
import { ContractsInForce } from './write/receive-request/contracts-in-force.js'
import { ReceiveRequestHandler } from './write/receive-request/receive-request.js'
import { ReceiveRequestRoute } from './write/receive-request/receive-request.route.js'
import { RequestNumbers } from './write/receive-request/request-numbers.js'
import { WrittenTexts } from './written-texts.js'

@Module({
  controllers: [ReceiveRequestRoute],
  providers: [
    {
      provide: SealedBlobs,
      useFactory: ({ engines: { blobs, keys } }: Background) => new SealedBlobs(blobs, keys),
      inject: [Background],
    },
    WrittenTexts,
    ContractsInForce,
    RequestNumbers,
    ReceiveRequestHandler,
  ],
})
class IntakeModule {}

export const intakeContext: ContextModule = {
  automation: { contract: intakeContract, projectors: [], reactions: [], timed: [] },
  module: IntakeModule,
}
