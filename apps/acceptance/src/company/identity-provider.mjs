// A company's OpenID Connect provider, as a process of its own: the npm package oidc-provider, which lets in at once whoever the spec says.
//   PORT, CLIENT_ID, CLIENT_SECRET: where it listens on 127.0.0.1, and whom it serves
// PUT /spec settles who signs in and what it does wrong; POST /spec/key gives it another key; POST /spec/token signs claims.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import Provider from 'oidc-provider'

const { PORT, CLIENT_ID, CLIENT_SECRET } = process.env
const issuer = `http://127.0.0.1:${PORT}`
let settled = { redirectUri: `${issuer}/nowhere`, subject: 'nobody', claims: {} }
let key = await newKey()
let provider = providerOf()

async function newKey() {
  const kid = randomUUID()
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { kid, privateKey, jwk: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' } }
}

function providerOf() {
  const made = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [settled.redirectUri] }],
    jwks: { keys: [key.jwk] },
    cookies: { keys: ['of a spec'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles', 'groups'] },
    conformIdTokenClaims: settled.claimsAt === 'userinfo',
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...settled.claims }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  made.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/token' && ctx.body?.id_token !== undefined) ctx.body.id_token = await spoilt(ctx.body.id_token)
  })
  return made
}

async function spoilt(token) {
  if (settled.idToken !== undefined) return sign({ ...decodeJwt(token), ...settled.idToken })
  if (settled.tampered !== true) return token
  const [header, , signature] = token.split('.')
  const claims = { ...decodeJwt(token), roles: ['admin'] }
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

function sign(claims) {
  return new SignJWT({ iss: issuer, ...claims }).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.privateKey)
}

async function heed(request) {
  switch (`${request.method} ${request.url}`) {
    case 'PUT /spec':
      settled = { ...(await json(request)) }
      provider = providerOf()
      return {}
    case 'POST /spec/key':
      key = await newKey()
      provider = providerOf()
      return {}
    case 'POST /spec/token':
      return { token: await sign(await json(request)) }
    default:
      throw new Error(`Nothing is known of ${request.method} ${request.url}.`)
  }
}

const server = createServer(async (request, response) => {
  if (request.url.startsWith('/spec')) {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await heed(request)))
  } else if (request.url.startsWith('/interaction/')) {
    const answer = settled.denies === true ? { error: 'access_denied' } : { login: { accountId: settled.subject } }
    await provider.interactionFinished(request, response, answer)
  } else await provider.callback()(request, response)
})
server.listen(Number(PORT), '127.0.0.1')
