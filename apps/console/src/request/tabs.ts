export const tabs = ['timeline', 'notifications', 'clocks'] as const
export type RequestTab = Exclude<(typeof tabs)[number], 'timeline'>

/** The part of a request that the address asks for; the timeline unless told. */
export function tabFrom(search: Readonly<Record<string, unknown>>): { readonly tab?: RequestTab } {
  return search['tab'] === 'notifications' || search['tab'] === 'clocks' ? { tab: search['tab'] } : {}
}
