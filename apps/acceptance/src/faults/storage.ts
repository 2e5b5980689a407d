import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDataFolder, openEmbeddedDocuments, openEmbeddedEventLog } from '@spoc/adapters-embedded'
import { openEventStoreDb } from '@spoc/adapters-eventstoredb'
import { openMongoDocuments } from '@spoc/adapters-mongodb'
import type { Position, Recorded } from '@spoc/platform-kernel'
import type { CollectionKind, Documents, EventLog } from '@spoc/platform-ports'
import { allContexts } from '../access/all-contexts.js'
import type { Platform } from '../platform/platform.js'

type Doc = { readonly _id: string } & Readonly<Record<string, unknown>>

/** The record and the read models of a platform that rests, read at their source. */
export interface Kept {
  readonly events: readonly Recorded[]
  /** By collection, the documents by id. */
  readonly views: Readonly<Record<string, Readonly<Record<string, Doc>>>>
}

/** What says where a platform keeps things. */
export type Resting = Pick<Platform, 'profile' | 'dataDir' | 'engineAddresses'>

/** Every collection that is folded from the log, and what is noted beside them on how far that has come. */
const views: readonly CollectionKind[] = allContexts.flatMap(({ automation }) =>
  automation.projectors.map(({ collection }) => collection),
)
const contexts = allContexts.map(({ automation }) => automation.contract.context)
const alarms = contexts.map((context): CollectionKind => ({
  name: `${context}_alarms`,
  indexes: [],
  holds: 'view',
  instants: ['at'],
}))
const notes = [
  'platform_checkpoints',
  'platform_relays',
  'platform_published',
  ...contexts.map((context) => `${context}_cursors`),
]

export async function keptBy(platform: Resting): Promise<Kept> {
  const { log, documents, close } = await open(platform, true)
  try {
    return await keptIn({ log, documents })
  } finally {
    await close()
  }
}

export async function keptIn({ log, documents }: { readonly log: EventLog; readonly documents: Documents }): Promise<Kept> {
  const found: Record<string, Record<string, Doc>> = {}
  for (const kind of [...views, ...alarms]) found[kind.name] = await everyDocument(documents, kind)
  return { events: await everyEvent(log), views: found }
}

/** Takes away all that can be made again from the log. */
export async function forgetViews(platform: Platform): Promise<void> {
  if (platform.profile === 'embedded') {
    for (const end of ['', '-wal', '-shm']) await rm(join(platform.dataDir, `views.db${end}`), { force: true })
    return
  }
  const { documents, close } = await open(platform, false)
  for (const name of [...views, ...alarms].map((kind) => kind.name).concat(notes)) await documents.drop(name)
  await close()
}

async function open({ profile, dataDir, engineAddresses }: Resting, readOnly: boolean) {
  if (profile === 'embedded') {
    const folder = openDataFolder(dataDir, { readOnly })
    const log = await openEmbeddedEventLog(folder)
    const documents = await openEmbeddedDocuments(folder)
    return { log, documents, close: () => closeAll(log, documents, folder) }
  }
  const url = engineAddresses['MONGODB_URL'] ?? ''
  const log = await openEventStoreDb({ connectionString: engineAddresses['EVENTSTORE_URL'] ?? '' })
  const documents = await openMongoDocuments({ url, database: new URL(url).pathname.slice(1) })
  return { log, documents, close: () => closeAll(log, documents) }
}

async function closeAll(...open: readonly { close(): Promise<void> | void }[]): Promise<void> {
  for (const one of open) await one.close()
}

/** What the log holds after a position, or from its beginning, read beside a platform that may be at work. */
export async function eventsAfter(platform: Resting, position?: Position): Promise<readonly Recorded[]> {
  const { log, close } = await open(platform, true)
  try {
    return await everyEvent(log, position)
  } finally {
    await close()
  }
}

async function everyEvent(log: EventLog, after?: Position): Promise<readonly Recorded[]> {
  const found: Recorded[] = []
  for (;;) {
    const from = found.at(-1)?.position ?? after
    const page = await log.readAll({ limit: 1_000, ...(from === undefined ? {} : { from }) })
    if (page.length === 0) return found
    found.push(...page)
  }
}

async function everyDocument(documents: Documents, kind: CollectionKind): Promise<Record<string, Doc>> {
  const collection = await documents.collection<Doc>(kind)
  const found: Record<string, Doc> = {}
  let cursor: string | undefined
  do {
    const page = await collection.find({ limit: 1_000, ...(cursor === undefined ? {} : { cursor }) })
    for (const document of page.items) found[document._id] = document
    cursor = page.next
  } while (cursor !== undefined)
  return found
}
