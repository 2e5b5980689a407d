import { Controller, Get, Header, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common'
import { Background } from '@spoc/platform-runtime'
import { ApiExcludeController } from '@nestjs/swagger'
import { Public } from '../auth/access.js'
import { engineStates } from './engine-states.js'
import { Metrics } from './metrics.js'
import { SERVICE, type ServiceState } from './service-state.js'

const PROBE = 'probes and scrapers have no account; it tells nothing of any client'

@ApiExcludeController()
@Controller()
export class OperationsController {
  constructor(
    @Inject(SERVICE) private readonly service: ServiceState,
    private readonly background: Background,
    private readonly metrics: Metrics,
  ) {}

  /** 200 while the process works. */
  @Get('health/live')
  @Public(PROBE)
  live() {
    return { status: 'live' }
  }

  /** 200 while it can serve anything; 503 while starting and draining. Engines that are away are named, and do not make it unready. */
  @Get('health/ready')
  @HttpCode(200)
  @Public(PROBE)
  async ready() {
    if (this.service.phase !== 'serving')
      throw new ServiceUnavailableException({ code: this.service.phase, message: `The service is ${this.service.phase}.` })
    const engines = await engineStates(this.background)
    return { status: 'ready', engines: Object.fromEntries(engines), feed: this.background.healthy ? 'following' : 'stopped' }
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Public(PROBE)
  scrape() {
    return this.metrics.registry.metrics()
  }

  @Get('version')
  @Public(PROBE)
  version() {
    return { service: this.service.name, version: this.service.version, mode: this.service.mode, node: process.version }
  }
}
