import { EngineUnavailable } from '@spoc/platform-ports'

/** Our own limit on silence: the client waits 19.5 s for a server that is frozen, and for ever in some cases. */
export class Deadline {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly milliseconds: number,
    private readonly passed: (error: EngineUnavailable) => void,
  ) {
    this.again()
  }

  /** Counts from now. */
  again(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.passed(noAnswer(this.milliseconds)), this.milliseconds)
  }

  clear(): void {
    clearTimeout(this.timer)
  }
}

function noAnswer(milliseconds: number): EngineUnavailable {
  return new EngineUnavailable('event-log', new Error(`No answer within ${Math.round(milliseconds)} ms.`))
}
