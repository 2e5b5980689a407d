import { randomUUID } from 'node:crypto'
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { Admission, type Calls } from './admission.js'
import { appendCall } from './append-call.js'
import { batchAppendCall } from './batch-append-call.js'
import { deleteCall, tombstoneCall } from './delete-call.js'
import { FrontDoor } from './front-door.js'
import { Journal } from './journal.js'
import { Ledger } from './ledger.js'
import type { Member, Membership } from './membership.js'
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
  /** False for a server that does not say what it supports: the client then appends call by call. */
  readonly tellsFeatures?: boolean
  /** The log and the members, of a node that is one of several; alone it leads itself. */
  readonly cluster?: { readonly ledger: Ledger; readonly membershipOf: (self: Member) => Membership }
}

/** What a client sees of an EventStoreDB 23.10 node without TLS, over real gRPC, as far as an event log needs it. */
export class EventStoreDouble {
  readonly weather = new Weather({
    breakConnections: () => this.door?.breakConnections(),
    endStreams: () => this.endStreams(),
    freeze: () => this.door?.freeze(),
    thaw: () => this.door?.thaw(),
    has: (peer) => this.door?.has(peer) ?? false,
  })
  private readonly reads = new Set<ReadCall>()
  private readonly admission = new Admission(() => this.membership())
  private readonly instanceId = randomUUID()
  private ledger: Ledger | undefined
  private grpc: Server | undefined
  private door: FrontDoor | undefined
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
    return this.door?.connections ?? 0
  }

  /** Subscriptions that clients have open. */
  get subscriptions(): number {
    return [...this.reads].filter((call) => call.request.getOptions()?.hasSubscription() === true).length
  }

  /** How often a method was called, by its name in the protocol: `Streams/Append`. */
  callsOf(method: string): Calls {
    return this.admission.callsOf(method)
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.boundPort}?tls=false`
  }

  /** As a member of its cluster. */
  get member(): Member {
    return { instanceId: this.instanceId, port: this.boundPort, alive: this.door !== undefined }
  }

  /** Starts again after {@link kill}: all events are there, what was in memory only (repeats with ANY) is forgotten. */
  async start(): Promise<void> {
    if (this.door) throw new Error('The double is running already.')
    const ledger = this.options.cluster?.ledger ?? this.ownLedger()
    const grpc = this.serve(ledger)
    const insidePort = await bound(grpc)
    const door = new FrontDoor(() => insidePort)
    this.boundPort = await door.open(this.boundPort)
    this.door = door
    this.ledger = ledger
    this.grpc = grpc
  }

  /** Ends as by kill -9: connections break, nothing more is answered. */
  async kill(): Promise<void> {
    const door = this.door
    if (!door) return
    this.door = undefined
    const closed = door.close()
    this.weather.forget()
    this.grpc?.forceShutdown()
    if (!this.options.cluster) this.ledger?.close()
    await closed
  }

  close(): Promise<void> {
    return this.kill()
  }

  private ownLedger(): Ledger {
    const journal = this.options.file === undefined ? Journal.inMemory(this.ledger?.all ?? []) : Journal.at(this.options.file)
    return new Ledger(journal, this.options.nowMs ?? Date.now)
  }

  private membership(): Membership {
    return this.options.cluster?.membershipOf(this.member) ?? { self: this.member, members: [this.member], leader: this.member }
  }

  private serve(ledger: Ledger): Server {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
    const { admission, weather } = this
    server.addService(streamServices.StreamsService, {
      append: admission.answered('Streams/Append', appendCall(ledger, weather)),
      batchAppend: admission.streamed(
        'Streams/BatchAppend',
        batchAppendCall(ledger, weather, (call) => admission.elsewhere(call)),
      ),
      read: admission.streamed('Streams/Read', readCall(ledger, weather, this.reads)),
      delete: admission.answered('Streams/Delete', deleteCall(ledger)),
      tombstone: admission.answered('Streams/Tombstone', tombstoneCall(ledger)),
    })
    if (this.options.tellsFeatures !== false) {
      const getSupportedMethods = admission.answered('ServerFeatures/GetSupportedMethods', supportedMethods)
      server.addService(featureServices.ServerFeaturesService, { getSupportedMethods })
    }
    const gossip = gossipOf(() => this.membership())
    server.addService(gossipServices.GossipService, { read: admission.answered('Gossip/Read', gossip) })
    return server
  }

  private endStreams(): void {
    for (const call of this.reads) call.emit('error', refusal(status.INTERNAL, 'Received RST_STREAM with code 0'))
  }
}

function bound(grpc: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)))
  })
}
