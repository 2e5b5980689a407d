import { Platform, PlatformRefused, type PlatformOptions } from './platform.js'

export interface WhoAsks {
  readonly url: string
  /** Of an integration or a session. */
  readonly token?: string
  /** Signs in for the length of the command, with the password of the environment. */
  readonly email?: string
}

export class NobodyAsks extends Error {}

/**
 * Does the work in somebody's name: with the token given, or signed in by e-mail and `SPOC_PASSWORD`, and out again at the end. Rejects with
 * {@link NobodyAsks} where neither is there.
 */
export async function asWhoAsks<T>(
  { url, token, email }: WhoAsks,
  password: string | undefined,
  fetching: typeof fetch,
  work: (platform: Platform) => Promise<T>,
): Promise<T> {
  const options: PlatformOptions = { url, fetch: fetching }
  if (token !== undefined) return work(new Platform({ ...options, token }))
  if (email === undefined)
    throw new NobodyAsks('Say who you are: --token (or SPOC_TOKEN), or --email with the password in SPOC_PASSWORD.')
  if (password === undefined) throw new NobodyAsks('--email wants the password in the environment, in SPOC_PASSWORD.')
  const platform = new Platform({ ...options, token: await sessionOf(new Platform(options), email, password) })
  try {
    return await work(platform)
  } finally {
    await platform.delete('/api/v1/sessions/current')
  }
}

async function sessionOf(platform: Platform, email: string, password: string): Promise<string> {
  const response = await platform.ask('POST', '/api/v1/sessions', {}, { email, password })
  const session = response.headers
    .getSetCookie()
    .map((cookie) => /^spoc_session=([^;]+)/.exec(cookie)?.[1])
    .find((found) => found !== undefined)
  if (session === undefined) throw new PlatformRefused(response.status, 'no-session', 'The platform gave no session.', [])
  return session
}
