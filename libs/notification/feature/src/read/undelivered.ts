import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { NOTIFICATIONS, type NotificationDocument } from '@spoc/notification-contracts'
import { Metrics } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { Gauge } from 'prom-client'

/** Counts what has not reached its receiver. */
@Injectable()
export class Undelivered implements OnApplicationBootstrap {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    private readonly views: Views,
  ) {}

  onApplicationBootstrap(): void {
    const view = this.views.of<NotificationDocument>(NOTIFICATIONS)
    const gauge: Gauge = new Gauge({
      name: 'spoc_undelivered_notifications',
      help: 'Notifications that wait for an attempt, and those that were given up.',
      labelNames: ['state'],
      registers: [this.metrics.registry],
      collect: async (): Promise<void> => {
        for (const state of ['waiting', 'given-up']) gauge.set({ state }, await view.count({ state }))
      },
    })
  }
}
