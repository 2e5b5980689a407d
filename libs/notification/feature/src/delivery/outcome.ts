/** How an attempt ended. `error` is a code without personal data; `final`: trying again is useless. */
export type Outcome = { readonly is: 'sent' } | { readonly is: 'failed'; readonly error: string; readonly final: boolean }
