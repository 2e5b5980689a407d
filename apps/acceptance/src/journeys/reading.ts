import { must, type Body, type Caller, type Json } from '../platform/caller.js'

/** What specs read of a platform's answers, without knowing its types. */
export type Item = Readonly<Record<string, Json>>

export function itemsIn(body: Body): readonly Item[] {
  return listOf(body['items'])
}

export function listOf(value: Json | undefined): readonly Item[] {
  return Array.isArray(value) ? value.flatMap((one) => (isItem(one) ? [one] : [])) : []
}

export function itemIn(value: Json | undefined): Item {
  return value !== undefined && isItem(value) ? value : {}
}

/** Every item of a list, page by page. */
export async function allOf(caller: Caller, path: string): Promise<readonly Item[]> {
  const found: Item[] = []
  let cursor = ''
  do {
    const page = await must(caller.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`))
    found.push(...itemsIn(page))
    cursor = typeof page['next'] === 'string' ? `&cursor=${encodeURIComponent(page['next'])}` : ''
  } while (cursor !== '')
  return found
}

export async function typesOnTimeline(caller: Caller, requestId: string): Promise<readonly string[]> {
  return (await allOf(caller, `/api/v1/requests/${requestId}/timeline`)).map(({ type }) => String(type))
}

function isItem(value: Json): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
