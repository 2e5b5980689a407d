import { allContexts } from '../access/all-contexts.js'
import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { itemIn, itemsIn, type Item } from './reading.js'

/** Without a sign that it goes on. */
const STANDS_STILL_MS = 300_000
/** Each look is one of the document server's. */
const LOOK_EVERY_MS = 200

/** Folds a read model anew from the log, and tells how that ended. */
export async function rebuild(platform: Platform, context: string, collection: string, swap: boolean): Promise<Item> {
  await orderRebuild(platform, context, collection, swap)
  return rebuildEnded(platform, context, collection)
}

export async function orderRebuild(platform: Platform, context: string, collection: string, swap: boolean): Promise<void> {
  await must(platform.admin.post(`${pathOf(context, collection)}/rebuild`, { swap }))
}

/** As {@link orderRebuild}; tells the status of the answer, 0 where there was none. */
export function askForRebuild({ admin }: Platform, context: string, collection: string, swap: boolean): Promise<number> {
  return admin.post(`${pathOf(context, collection)}/rebuild`, { swap }).then(
    ({ status }) => status,
    () => 0,
  )
}

/** No answer, or that of an engine or a service that is away: it may be another in a moment. */
export function isAway(status: number): boolean {
  return status === 0 || (status >= 502 && status <= 504)
}

/** The last rebuild of it, once it is no longer at work. An engine that has just come back may be missed for a moment. */
export async function rebuildEnded({ admin }: Platform, context: string, collection: string): Promise<Item> {
  let reached: unknown
  for (let until = performance.now() + STANDS_STILL_MS; performance.now() < until;) {
    const { status, text, body } = await admin.get(pathOf(context, collection)).catch(() => NOBODY)
    if (!isAway(status)) {
      if (status !== 200) throw new Error(`Nothing is told of the rebuild of ${collection}: ${status} ${text.slice(0, 2_000)}`)
      const rebuild = itemIn(body['rebuild'])
      if (rebuild['status'] !== 'running') return rebuild
      if (rebuild['reached'] !== reached) until = performance.now() + STANDS_STILL_MS
      reached = rebuild['reached']
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  throw new Error(`The rebuild of ${collection} stands still at ${String(reached)}.`)
}

/** Whoever was asked is not there. */
const NOBODY = { status: 0, text: '', body: {} } as const

function pathOf(context: string, collection: string): string {
  return `/api/v1/read-models/${context}/${collection}`
}

export async function readModelsOf({ admin }: Platform, context: string): Promise<readonly string[]> {
  return itemsIn(await must(admin.get(`/api/v1/read-models/${context}`))).map(({ collection }) => String(collection))
}

/** Has read models of the platform compared with what the log says: every one of them, or each that is the so-manieth. One of a context at a time. */
export async function verifyReadModels(platform: Platform, everyNth = 1): Promise<readonly Item[]> {
  let place = 0
  const byContext = new Map<string, readonly string[]>()
  for (const { automation } of allContexts) {
    const { context } = automation.contract
    byContext.set(
      context,
      (await readModelsOf(platform, context)).filter(() => place++ % everyNth === 0),
    )
  }
  const verdicts = await Promise.all(
    [...byContext].map(async ([context, names]) => {
      const found: Item[] = []
      for (const name of names) found.push(await rebuild(platform, context, name, false))
      return found
    }),
  )
  return verdicts.flat()
}
