import { randomUUID } from 'node:crypto'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { appendCall } from './append-call.js'
import { batchAppendCall } from './batch-append-call.js'
import { deleteCall, tombstoneCall } from './delete-call.js'
import { Journal } from './journal.js'
import { Ledger } from './ledger.js'
import { gossipOf, supportedMethods } from './node-services.js'
import { readCall } from './read-call.js'
import { refusal } from './refusals.js'
import type { ReadCall } from './sender.js'
import { Weather } from './weather.js'

export interface EventStoreDoubleOptions {
  /** On 127.0.0.1; any free one unless told, the same again after {@link EventStoreDouble.start}. */
  readonly port?: number
  /** Keeps the events over the end of the process; only in memory unless told. */
  readonly file?: string
  readonly nowMs?: () => number
}

/** What a client sees of an EventStoreDB 23.10 node without TLS, over real gRPC, as far as an event log needs it. */
export class EventStoreDouble {
  readonly weather = new Weather(
    () => this.breakConnections(),
    () => this.endStreams(),
  )
  private readonly sockets = new Set<Socket>()
  private readonly reads = new Set<ReadCall>()
  private readonly instanceId = randomUUID()
  private ledger: Ledger | undefined
  private grpc: Server | undefined
  private listener: NetServer | undefined
  private boundPort: number

  private constructor(private readonly options: EventStoreDoubleOptions) {
    this.boundPort = options.port ?? 0
  }

  static async start(options: EventStoreDoubleOptions = {}): Promise<EventStoreDouble> {
    const double = new EventStoreDouble(options)
    await double.start()
    return double
  }

  get port(): number {
    return this.boundPort
  }

  /** Open connections, each with calls made or to come. */
  get connections(): number {
    return this.sockets.size
  }

  /** Subscriptions that clients have open. */
  get subscriptions(): number {
    return [...this.reads].filter((call) => call.request.getOptions()?.hasSubscription() === true).length
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.boundPort}?tls=false`
  }

  /** Starts again after {@link kill}: all events are there, what was in memory only (repeats with ANY) is forgotten. */
  async start(): Promise<void> {
    if (this.listener) throw new Error('The double is running already.')
    const journal = this.options.file === undefined ? Journal.inMemory(this.ledger?.all ?? []) : Journal.at(this.options.file)
    const ledger = new Ledger(journal, this.options.nowMs ?? Date.now)
    const grpc = this.serve(ledger)
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
    this.listener = createServer((socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
      socket.on('error', () => socket.destroy())
      socket.setNoDelay(true)
      injector.injectConnection(socket)
    })
    this.boundPort = await listen(this.listener, this.boundPort)
    this.ledger = ledger
    this.grpc = grpc
  }

  /** Ends as by kill -9: connections break, nothing more is answered. */
  async kill(): Promise<void> {
    const listener = this.listener
    if (!listener) return
    this.listener = undefined
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()))
    this.breakConnections()
    this.weather.forget()
    this.grpc?.forceShutdown()
    this.ledger?.close()
    await closed
  }

  close(): Promise<void> {
    return this.kill()
  }

  private serve(ledger: Ledger): Server {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
    server.addService(streamServices.StreamsService, {
      append: appendCall(ledger, this.weather),
      batchAppend: batchAppendCall(ledger, this.weather),
      read: readCall(ledger, this.weather, this.reads),
      delete: deleteCall(ledger),
      tombstone: tombstoneCall(ledger),
    })
    server.addService(featureServices.ServerFeaturesService, { getSupportedMethods: supportedMethods })
    server.addService(gossipServices.GossipService, { read: gossipOf(this.instanceId, () => this.boundPort) })
    return server
  }

  private breakConnections(): void {
    for (const socket of this.sockets) socket.resetAndDestroy()
  }

  private endStreams(): void {
    for (const call of this.reads) call.emit('error', refusal(status.INTERNAL, 'Received RST_STREAM with code 0'))
  }
}

function listen(listener: NetServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(port, '127.0.0.1', () => {
      const address = listener.address()
      if (address === null || typeof address === 'string') reject(new Error('The double has no port.'))
      else resolve(address.port)
    })
  })
}
