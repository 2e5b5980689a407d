import { eventually } from '@spoc/platform-testing'
import { allContexts } from '../access/all-contexts.js'
import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { itemIn, itemsIn, type Item } from './reading.js'

const LONGEST_MS = 300_000

/** Folds a read model anew from the log, and tells how that ended. */
export async function rebuild(platform: Platform, context: string, collection: string, swap: boolean): Promise<Item> {
  await orderRebuild(platform, context, collection, swap)
  return rebuildEnded(platform, context, collection)
}

export async function orderRebuild(platform: Platform, context: string, collection: string, swap: boolean): Promise<void> {
  await must(platform.admin.post(`${pathOf(context, collection)}/rebuild`, { swap }))
}

/** The last rebuild of it, once it is no longer at work. */
export function rebuildEnded({ admin }: Platform, context: string, collection: string): Promise<Item> {
  return eventually(
    `the rebuild of ${collection} has ended`,
    async () => itemIn(itemIn(await must(admin.get(pathOf(context, collection))))['rebuild']),
    ({ status }) => status !== 'running',
    LONGEST_MS,
  )
}

function pathOf(context: string, collection: string): string {
  return `/api/v1/read-models/${context}/${collection}`
}

export async function readModelsOf({ admin }: Platform, context: string): Promise<readonly string[]> {
  return itemsIn(await must(admin.get(`/api/v1/read-models/${context}`))).map(({ collection }) => String(collection))
}

/** Has read models of the platform compared with what the log says: every one of them, or each that is the so-manieth. */
export async function verifyReadModels(platform: Platform, everyNth = 1): Promise<readonly Item[]> {
  const ordered: (readonly [context: string, collection: string])[] = []
  let place = 0
  for (const { automation } of allContexts) {
    const { context } = automation.contract
    for (const name of await readModelsOf(platform, context)) {
      if (place++ % everyNth > 0) continue
      await orderRebuild(platform, context, name, false)
      ordered.push([context, name])
    }
  }
  const verdicts: Item[] = []
  for (const [context, name] of ordered) verdicts.push(await rebuildEnded(platform, context, name))
  return verdicts
}
