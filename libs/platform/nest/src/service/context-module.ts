import type { DynamicModule, Type } from '@nestjs/common'
import type { Automation, Background } from '@spoc/platform-runtime'
import type { Config } from '../config/load-config.js'
import type { Figure } from '../operations/figure.js'
import type { Secrets } from './secrets.js'

/** What a context may build its automations on, beside the background. */
export interface ServiceFoundations {
  readonly config: Config
  readonly secrets: Secrets
}

/** A whole context as a service takes it in: its routes and handlers, and what it does by itself. */
export interface ContextModule {
  readonly automation: Automation
  readonly module: Type | DynamicModule
  /** What whoever watches the platform is told of this context. */
  readonly figures?: readonly Figure[]
  /** Called once, before the background starts, for a context that follows the log in its own way. */
  readonly prepare?: (background: Background, foundations: ServiceFoundations) => Promise<void> | void
}
