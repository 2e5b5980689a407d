import { type BusConsumer, type ConsumeOptions, EngineUnavailable, type Message, type MessageBus } from '@spoc/platform-ports'
import { type Admin, type ISocketFactory, Kafka, logLevel } from 'kafkajs'
import { refuseTooLarge } from './batches.js'
import { isRetriable, type OnTrouble, withBroker } from './failing.js'
import { letConnectionsRest } from './idle-connections.js'
import { Member } from './member.js'
import { Publisher } from './publisher.js'
import { lagOf, makeTopics } from './topics.js'

export interface KafkaBusOptions {
  /** `host:port` of one or more brokers. */
  readonly brokers: readonly string[]
  /** Names this process in the broker's logs. */
  readonly clientId: string
  /** Put before the name of every topic and group, so that several platforms can share a broker. */
  readonly topicPrefix?: string
  readonly onTrouble?: OnTrouble
  /** How a connection to a broker is made; plain TCP unless told. */
  readonly connect?: ISocketFactory
}

const PING_WITHIN_MS = 5_000
const ASK_WITHIN_MS = 15_000
const RETRY_AFTER_MS = 200

/**
 * The message bus on Kafka. Opening needs no broker: each call connects when it has to, and all resumes by itself after an outage.
 * `publish` rides out an outage of about a minute before it rejects.
 */
export async function openKafkaBus(options: KafkaBusOptions): Promise<MessageBus> {
  letConnectionsRest()
  return new KafkaBus(options)
}

class KafkaBus implements MessageBus {
  private readonly kafka: Kafka
  private readonly asking: Kafka
  private readonly prefix: string
  private readonly onTrouble: OnTrouble
  private readonly publisher: Publisher
  private readonly members = new Set<Member>()
  private admin: Promise<Admin> | undefined
  private closed = false

  constructor({ brokers, clientId, topicPrefix = '', onTrouble = () => undefined, connect }: KafkaBusOptions) {
    this.prefix = topicPrefix
    this.onTrouble = onTrouble
    const common = {
      brokers: [...brokers],
      clientId,
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      logLevel: logLevel.NOTHING,
      ...(connect === undefined ? {} : { socketFactory: connect }),
    }
    // The client's own five tries are over in some 10 s: consumers and what is published have to outlast a broker's restart.
    this.kafka = new Kafka({ ...common, retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 } })
    this.asking = new Kafka({ ...common, retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 5 } })
    this.publisher = new Publisher(this.kafka, onTrouble)
  }

  ensureTopics(topics: readonly string[]): Promise<void> {
    return this.ask(ASK_WITHIN_MS, (admin) =>
      makeTopics(
        admin,
        topics.map((topic) => this.prefix + topic),
      ),
    )
  }

  /** What the retention of a topic keeps is kept for every group. */
  keepFor(): Promise<void> {
    return Promise.resolve()
  }

  async publish(topic: string, messages: readonly Message[]): Promise<void> {
    refuseTooLarge(topic, messages)
    await this.publisher.publish(this.prefix + topic, messages)
  }

  async consume(options: ConsumeOptions): Promise<BusConsumer> {
    this.refuseWhereClosed()
    const group = this.prefix + options.group
    const topics = new Map(options.topics.map((topic) => [this.prefix + topic, topic]))
    const member = new Member(this.kafka, { group, topics }, options, this.onTrouble)
    this.members.add(member)
    return {
      joined: member.start(),
      stop: async () => {
        this.members.delete(member)
        await member.stop()
      },
      lag: () => this.ask(ASK_WITHIN_MS, (admin) => lagOf(admin, group, [...topics.keys()])),
    }
  }

  async ping(): Promise<void> {
    await this.ask(PING_WITHIN_MS, (admin) => admin.describeCluster())
    if ([...this.members].some((member) => !member.isInGroup)) {
      throw new EngineUnavailable('message-bus', 'a consumer is not in its group')
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.members].map((member) => member.stop()))
    this.members.clear()
    await this.publisher.close()
    this.dropAdmin()
  }

  private ask<T>(milliseconds: number, question: (admin: Admin) => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + milliseconds
    return withBroker(milliseconds, () => this.askUntil(giveUpAt, question))
  }

  /** What a fresh topic or group answers for a moment is retriable, but kafkajs does not retry it; a new connection learns anew who leads. */
  private async askUntil<T>(giveUpAt: number, question: (admin: Admin) => Promise<T>): Promise<T> {
    for (;;) {
      this.refuseWhereClosed()
      this.admin ??= this.connectAdmin()
      const admin = this.admin
      try {
        return await question(await admin)
      } catch (error) {
        if (this.admin === admin) this.dropAdmin()
        if (!isRetriable(error) || Date.now() + RETRY_AFTER_MS > giveUpAt) throw error
        await new Promise((resume) => setTimeout(resume, RETRY_AFTER_MS))
      }
    }
  }

  private refuseWhereClosed(): void {
    if (this.closed) throw new EngineUnavailable('message-bus', 'it is closed')
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.asking.admin()
    await admin.connect()
    return admin
  }

  private dropAdmin(): void {
    const admin = this.admin
    this.admin = undefined
    admin
      ?.then((connected) => connected.disconnect())
      .catch((error: unknown) => this.onTrouble('the admin client did not disconnect', error))
  }
}
