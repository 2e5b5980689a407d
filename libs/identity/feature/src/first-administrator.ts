import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { CLOCK, CONFIG, DOCUMENTS, type Config } from '@spoc/platform-nest'
import type { Clock, Documents } from '@spoc/platform-ports'
import { CREDENTIALS, type CredentialDocument } from './sign-in/passwords.js'
import { RegisterPerson } from './write/register-person.js'

/** Makes the administrator the configuration names where nobody can sign in yet; later starts leave passwords alone. */
@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    private readonly commands: CommandBus,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdministrator } = this.config
    if (firstAdministrator === undefined) return
    const credentials = await this.documents.collection<CredentialDocument>(CREDENTIALS)
    if ((await credentials.count({})) > 0) return
    const { email, password } = firstAdministrator
    const given = {
      now: this.clock.now(),
      actor: { kind: 'system' as const, id: 'first-administrator' },
      channel: 'automation' as const,
      correlation: 'first-administrator',
    }
    await this.commands.execute(
      new RegisterPerson({ name: 'Administrator', email, roles: ['admin'], accountIds: [] }, password, given),
    )
  }
}
