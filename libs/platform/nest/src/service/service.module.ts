import { Module, type DynamicModule, type InjectionToken } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core'
import { CqrsModule } from '@nestjs/cqrs'
import { Background, Opener, Streams, Views } from '@spoc/platform-runtime'
import type { Logger } from 'pino'
import { AccessGuard } from '../auth/access.guard.js'
import { Credentials } from '../auth/credentials.js'
import type { Config } from '../config/load-config.js'
import { AnswerInterceptor } from '../http/answer.interceptor.js'
import { ProblemFilter } from '../http/problem.filter.js'
import { validation } from '../http/validation.js'
import { ClockController } from '../operations/clock.controller.js'
import { Metrics } from '../operations/metrics.js'
import { OperationsController } from '../operations/operations.controller.js'
import { ParkedController } from '../operations/parked.controller.js'
import { ReadModelsController } from '../operations/read-models.controller.js'
import { SERVICE, type ServiceState } from '../operations/service-state.js'
import type { ContextModule } from './context-module.js'
import { AddressHash, Secrets, Signatures } from './secrets.js'
import { BLOBS, CLOCK, CONFIG, DOCUMENTS, EVENT_LOG, LOGGER, MAILER } from './tokens.js'

export interface ServiceParts {
  readonly config: Config
  readonly background: Background
  readonly credentials: Credentials
  readonly logger: Logger
  readonly metrics: Metrics
  readonly state: ServiceState
  readonly secrets: Secrets
}

/** What every context may inject. */
@Module({})
class PlatformModule {
  static with({ config, background, credentials, logger, metrics, state, secrets }: ServiceParts): DynamicModule {
    const { engines } = background
    const values: readonly (readonly [InjectionToken, unknown])[] = [
      [CONFIG, config],
      [EVENT_LOG, engines.log],
      [DOCUMENTS, engines.documents],
      [BLOBS, engines.blobs],
      [MAILER, engines.mailer],
      [CLOCK, engines.clock],
      [LOGGER, logger],
      [SERVICE, state],
      [Background, background],
      [Streams, background.streams],
      [Views, background.views],
      [Opener, background.opener],
      [Credentials, credentials],
      [Metrics, metrics],
      [Secrets, secrets],
      [AddressHash, new AddressHash(secrets)],
      [Signatures, new Signatures(secrets)],
    ]
    const providers = values.map(([provide, useValue]) => ({ provide, useValue }))
    return { module: PlatformModule, global: true, providers, exports: values.map(([provide]) => provide) }
  }
}

/** One process: the platform, the contexts it was given, and the rules that hold for all their routes. */
@Module({})
export class ServiceModule {
  static with(parts: ServiceParts, contexts: readonly ContextModule[]): DynamicModule {
    return {
      module: ServiceModule,
      imports: [PlatformModule.with(parts), CqrsModule.forRoot(), ...contexts.map(({ module }) => module)],
      controllers: [OperationsController, ClockController, ParkedController, ReadModelsController],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_PIPE, useValue: validation() },
        { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger) },
      ],
    }
  }
}
