import type { ConsumeOptions } from '@spoc/platform-ports'
import type { BusStore } from './bus-store.js'
import type { Lane } from './lane.js'
import { LaneConsumer, pauseMs } from './lane-consumer.js'

/** One member of a group, with the lanes that are its own for the time being. */
export class Member {
  private running: readonly LaneConsumer[] = []
  private left = false

  constructor(
    private readonly store: BusStore,
    readonly options: ConsumeOptions,
  ) {}

  /** Stops what is no longer its own, after the batches at hand. */
  async giveUp(except: readonly Lane[]): Promise<void> {
    const going = this.running.filter(({ lane }) => !except.includes(lane))
    this.running = this.running.filter(({ lane }) => except.includes(lane))
    await Promise.all(going.map((consumer) => consumer.stop()))
  }

  /** Starts what is newly its own. */
  async take(lanes: readonly Lane[]): Promise<void> {
    await this.tellAssigned(lanes)
    if (this.left) return
    const added = lanes.filter((lane) => this.running.every((consumer) => consumer.lane !== lane))
    this.running = [...this.running, ...added.map((lane) => new LaneConsumer(this.store, lane, this.options))]
  }

  holds(lanes: readonly Lane[]): boolean {
    return this.running.length === lanes.length && this.running.every(({ lane }) => lanes.includes(lane))
  }

  async leave(): Promise<void> {
    this.left = true
    await this.giveUp([])
  }

  /** No batch is given before the member knows its lanes; where it fails to take note, it is told again. */
  private async tellAssigned(lanes: readonly Lane[]): Promise<void> {
    const assigned = lanes.map(({ topic, partition }) => ({ topic, partition }))
    for (let failures = 1; !this.left; failures += 1)
      try {
        return await this.options.onAssigned?.(assigned)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pauseMs(failures)))
      }
  }
}
