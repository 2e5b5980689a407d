import type { Io } from '../src/io.js'
import { runCommandLine } from '../src/program.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly files: ReadonlyMap<string, string>
}

/** Runs one command line with files and an environment of its own. */
export async function spoc(
  words: readonly string[],
  over: Partial<Io> & { readonly files?: Map<string, string> } = {},
): Promise<Ran> {
  const { files = new Map<string, string>(), ...io } = over
  let out = ''
  let err = ''
  const code = await runCommandLine(words, {
    write: (text) => void (out += text),
    warn: (text) => void (err += text),
    readText: async (path) => {
      const text = files.get(path)
      if (text === undefined)
        throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT', syscall: 'open' })
      return text
    },
    writeText: async (path, text) => void files.set(path, text),
    fetch: () => Promise.reject(new Error('nobody is there')),
    environment: {},
    ...io,
  })
  return { code, out, err, files }
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: unknown
}

/** A platform that answers by path and query, and remembers what it was asked. */
export function platformOf(answers: Readonly<Record<string, () => Response>>) {
  const asked: Asked[] = []
  const fetching: typeof fetch = async (input, init = {}) => {
    const { pathname, search } = new URL(String(input instanceof Request ? input.url : input))
    const path = pathname + search
    const method = init.method ?? 'GET'
    const authorization = new Headers(init.headers).get('authorization') ?? undefined
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    asked.push({ method, path, authorization, body })
    const answer = answers[`${method} ${path}`]
    return answer === undefined
      ? Response.json({ code: 'route-unknown', detail: `No ${method} ${path}` }, { status: 404 })
      : answer()
  }
  return { asked, fetch: fetching }
}
