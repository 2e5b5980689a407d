import { connect, createServer, type Server, type Socket } from 'node:net'

const HOST = '127.0.0.1'

/** The two ends of one connection: to the client, and on to the gRPC server behind the door. */
interface Passage {
  readonly outside: Socket
  readonly inside: Socket
}

/**
 * What stands between clients and the gRPC server of the double, and passes their bytes on. Frozen, it passes nothing, no keepalive either,
 * and still takes connections: as the kernel does for a process that is stopped.
 */
export class FrontDoor {
  private readonly passages = new Set<Passage>()
  private readonly listener: Server
  private frozen = false

  constructor(private readonly insidePort: () => number) {
    this.listener = createServer((outside) => this.admit(outside))
  }

  get connections(): number {
    return this.passages.size
  }

  /** Whether the connection is there still that gRPC knows by this name. */
  has(peer: string): boolean {
    for (const { inside } of this.passages) if (`${HOST}:${inside.localPort}` === peer) return true
    return false
  }

  /** Resolves to the port. */
  open(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.listener.once('error', reject)
      this.listener.listen(port, HOST, () => resolve(portOf(this.listener)))
    })
  }

  freeze(): void {
    this.frozen = true
    for (const passage of this.passages) halt(passage)
  }

  thaw(): void {
    this.frozen = false
    for (const passage of this.passages) pass(passage)
  }

  breakConnections(): void {
    for (const passage of this.passages) {
      this.passages.delete(passage)
      passage.outside.resetAndDestroy()
      passage.inside.destroy()
    }
  }

  /** Resolves once the port is free. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.listener.close(() => resolve()))
    this.breakConnections()
    await closed
  }

  private admit(outside: Socket): void {
    const passage = { outside, inside: connect(this.insidePort(), HOST) }
    this.passages.add(passage)
    for (const [end, other] of [
      [outside, passage.inside],
      [passage.inside, outside],
    ] as const) {
      end.setNoDelay(true)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        this.passages.delete(passage)
        other.destroy()
      })
    }
    if (!this.frozen) pass(passage)
  }
}

function pass({ outside, inside }: Passage): void {
  outside.pipe(inside).pipe(outside)
}

function halt({ outside, inside }: Passage): void {
  outside.unpipe(inside)
  inside.unpipe(outside)
}

function portOf(listener: Server): number {
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The double has no port.')
  return address.port
}
