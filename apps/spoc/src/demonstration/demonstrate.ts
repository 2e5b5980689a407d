import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandBus } from '@nestjs/cqrs'
import { RegisterPerson } from '@spoc/identity-feature'
import { writeDurably } from '@spoc/platform-engines'
import type { OpenService } from '@spoc/platform-nest'
import { furnish } from './furnish.js'
import { people } from './people.js'

export interface SignIn {
  readonly email: string
  readonly password: string
  readonly role: string
}

export interface Demonstration {
  readonly people: readonly SignIn[]
  /** Where the passwords are kept. */
  readonly file: string
  /** Made just now. */
  readonly fresh: boolean
}

interface Kept {
  readonly furnished: boolean
  readonly people: readonly SignIn[]
}

/**
 * Furnishes an empty data folder with a provider to look at. What it makes has natural keys, so that a start that was cut short is simply
 * gone over again. A folder that holds something else is left alone.
 */
export async function demonstrate(
  service: OpenService,
  { empty }: { readonly empty: boolean },
): Promise<Demonstration | undefined> {
  const file = join(service.config.dataDir, 'sign-in.json')
  const kept = await read(file)
  if (kept === undefined && !empty) return undefined
  if (kept?.furnished === true) return { people: kept.people, file, fresh: false }
  const signIns = kept?.people ?? people.map(({ email, roles }) => ({ email, password: newPassword(), role: roles.join(', ') }))
  await write(file, { furnished: false, people: signIns })
  const administrator = signIns.find(({ role }) => role === 'admin')
  if (administrator === undefined) throw new Error('The demonstration has no administrator.')
  await registerAdministrator(service, administrator)
  await furnish(service.app, administrator, new Map(signIns.map(({ email, password }) => [email, password])))
  await write(file, { furnished: true, people: signIns })
  return { people: signIns, file, fresh: true }
}

async function registerAdministrator({ app, background }: OpenService, { email, password }: SignIn): Promise<void> {
  const given = {
    now: background.engines.clock.now(),
    actor: { kind: 'system' as const, id: 'demonstration' },
    channel: 'automation' as const,
    correlation: 'demonstration',
  }
  const name = people.find((person) => person.email === email)?.name ?? 'Administrator'
  await app.get(CommandBus).execute(new RegisterPerson({ name, email, roles: ['admin'], accountIds: [] }, password, given))
}

async function read(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function write(file: string, kept: Kept): Promise<void> {
  return writeDurably(file, `${JSON.stringify(kept, null, 2)}\n`, 0o600)
}

/** 80 bits, in four groups that can be typed. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789a'
  return [...randomBytes(16)].map((byte, index) => `${index > 0 && index % 4 === 0 ? '-' : ''}${letters[byte % 32]}`).join('')
}
