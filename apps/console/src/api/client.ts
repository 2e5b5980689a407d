import { messages } from '../messages/messages.js'
import { Problem, problemFrom } from './problem.js'
import { justWrote, waitFor } from './read-your-writes.js'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** An answer to a command: its body, where it stands in the log, and the revision it left behind. */
export interface Done<T> {
  readonly body: T
  readonly position?: string
}

interface Command {
  readonly body?: unknown
  /** The same over all retries of one submission. */
  readonly key: string
  /** Refuse if the thing has changed since this revision. */
  readonly ifRevision?: number
}

export function address(path: string, query: Query = {}): string {
  const set = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`
}

export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await ask(address(path, query), { signal: signal ?? null }))
}

/** Reads what is not JSON, such as a mail. */
export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  return (await ask(path, { signal: signal ?? null, headers: { accept: 'text/plain, application/problem+json' } })).text()
}

/** Reads from a view that follows the log; what this browser has just written is waited for. */
export async function readNewest<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return read<T>(path, { ...query, after: waitFor(Date.now()) }, signal)
}

export async function command<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, key, ifRevision }: Command,
): Promise<Done<T>> {
  const response = await ask(path, {
    method,
    headers: {
      'idempotency-key': key,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifRevision === undefined ? {} : { 'if-match': `"${ifRevision}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const position = response.headers.get('x-log-position') ?? undefined
  if (position !== undefined) justWrote(position, Date.now())
  return { body: await answerOf<T>(response), ...(position === undefined ? {} : { position }) }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const headers = { accept: 'application/json, application/problem+json', ...init.headers }
  const response = await fetch(url, { credentials: 'same-origin', ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, 'no-answer', messages.problem.noAnswerTitle, messages.problem.noAnswer)
  })
  if (response.ok) return response
  throw problemFrom(response.status, await jsonOf(response), {
    title: messages.problem.title,
    detail: messages.problem.unexpected(response.status),
  })
}

/** The one edge at which an answer gets its type: the platform's interface is described by hand beside this file. */
async function answerOf<T>(response: Response): Promise<T> {
  return (await jsonOf(response)) as T
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!response.ok) return { body: text, unreadable: String(error) }
    throw new Problem(response.status, 'unreadable', messages.problem.title, messages.problem.unexpected(response.status))
  }
}
