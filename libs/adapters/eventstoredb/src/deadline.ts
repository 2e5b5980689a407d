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

/** The work's own answer, or EngineUnavailable where there is none in time. */
export function withinDeadline<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = new Deadline(milliseconds, reject)
    work.then(resolve, reject).finally(() => deadline.clear())
  })
}

function noAnswer(milliseconds: number): EngineUnavailable {
  return new EngineUnavailable('event-log', new Error(`No answer within ${Math.round(milliseconds)} ms.`))
}
