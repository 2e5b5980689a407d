import { Inject, Injectable } from '@nestjs/common'
import { intakeContract, type RequestEvent } from '@spoc/intake-contracts'
import { upcast, type EventContract, type Fact, type RecordedOf } from '@spoc/platform-kernel'
import { EVENT_LOG } from '@spoc/platform-nest'
import type { EventLog } from '@spoc/platform-ports'
import { Opener } from '@spoc/platform-runtime'
import { routingContract, type EngagementEvent } from '@spoc/routing-contracts'

/** Streams event by event, with texts and instants that no fold keeps: read when a person wants them, kept nowhere. */
@Injectable()
export class StreamsReadWhole {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly opener: Opener,
  ) {}

  request(id: string): Promise<readonly RecordedOf<RequestEvent>[]> {
    return this.read<RequestEvent>(`request-${id}`, intakeContract)
  }

  engagement(id: string): Promise<readonly RecordedOf<EngagementEvent>[]> {
    return this.read<EngagementEvent>(`engagement-${id}`, routingContract)
  }

  /** Events of a type not known here are left out. */
  private async read<E extends Fact>(stream: string, contract: EventContract): Promise<readonly RecordedOf<E>[]> {
    const read: RecordedOf<E>[] = []
    for (const event of await this.log.readStream(stream)) {
      const { fact, known } = upcast([contract], await this.opener.open(event))
      if (known) read.push({ ...event, ...fact } as RecordedOf<E>)
    }
    return read
  }
}
