import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../platform/built.js'
import { freePorts } from '../platform/ports.js'
import { answers, Program } from '../platform/program.js'

/** Who is about to sign in at the identity provider, and what it does wrong about it. */
export interface Settled {
  readonly subject: string
  readonly claims: Readonly<Record<string, unknown>>
  /** Where it tells the claims; in the ID token unless told. */
  readonly claimsAt?: 'userinfo'
  /** Claims that its ID token says otherwise, rightly signed. */
  readonly idToken?: Readonly<Record<string, unknown>>
  /** The ID token is altered after it was signed. */
  readonly tampered?: boolean
  /** Whoever signs in does not let us know. */
  readonly denies?: boolean
}

/** A company with an identity provider of its own, which can be killed and started again. */
export interface Company {
  readonly issuer: string
  readonly program: Program
  /** The options by which the platform signs people in there. */
  readonly environment: Readonly<Record<string, string>>
  settle(redirectUri: string, settled: Settled): Promise<void>
  changeKey(): Promise<void>
  /** A token that it has signed just now. */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>
  stop(): Promise<void>
}

export const CLIENT_ID = 'spoc'
const CLIENT_SECRET = 'a secret of two that know it'

/** Not started yet. */
export async function foundCompany(): Promise<Company> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-company-'))
  const [port = 0] = await freePorts(1)
  const issuer = `http://127.0.0.1:${port}`
  const program = new Program({
    name: 'identity-provider',
    command: process.execPath,
    args: [join(root, 'apps/acceptance/src/company/identity-provider.mjs')],
    folder,
    env: { PORT: String(port), CLIENT_ID, CLIENT_SECRET },
    isReady: () => answers(`${issuer}/.well-known/openid-configuration`),
  })
  const tell = async (method: string, path: string, body: unknown = {}): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(`${issuer}${path}`, { method, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`The identity provider answered ${response.status}.`)
    return (await response.json()) as Readonly<Record<string, unknown>>
  }
  return {
    issuer,
    program,
    environment: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_ROLES_MAP: 'noc-admins=admin,servicedesk=agent',
    },
    settle: async (redirectUri, settled) => void (await tell('PUT', '/spec', { redirectUri, ...settled })),
    changeKey: async () => void (await tell('POST', '/spec/key')),
    token: async (claims) => String((await tell('POST', '/spec/token', claims))['token']),
    async stop() {
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** An instant so far from now, as tokens tell it. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}
