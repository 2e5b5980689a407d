/** One thing a person wants done: sent as often as needed under one key, so that it happens once. */
export interface Submission {
  readonly key: string
  readonly content: string
}

/** Keeps the key while the content is the same; other content is another thing to do, and gets a key of its own. */
export function submissionOf(before: Submission | undefined, content: unknown, newKey: () => string): Submission {
  const told = JSON.stringify(content) ?? ''
  return before !== undefined && before.content === told ? before : { key: newKey(), content: told }
}

/** A random key. `crypto.randomUUID` is there only on https and localhost; the console is also opened by plain address. */
export function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
