import { Module } from '@nestjs/common'
import { identityContract } from '@spoc/identity-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { FirstAdministrator } from './first-administrator.js'
import { IntegrationListRoute, integrations } from './read/integrations.js'
import { people, peoplePersonal, PeopleRoute } from './read/people.js'
import { Flows } from './sign-in/oidc/flows.js'
import { Links } from './sign-in/oidc/links.js'
import { OidcFlow } from './sign-in/oidc/oidc-flow.js'
import { OidcRoute } from './sign-in/oidc/oidc.route.js'
import { Recognition } from './sign-in/oidc/recognition.js'
import { UnlinkRoute } from './sign-in/oidc/unlink.route.js'
import { SessionCookie } from './sign-in/session-cookie.js'
import { Sessions } from './sign-in/sessions.js'
import { SessionsRoute } from './sign-in/sessions.route.js'
import { ChangePersonRoute } from './write/change-person.js'
import { IntegrationsRoute } from './write/integrations.js'
import { RegisterPersonHandler, RegisterPersonRoute } from './write/register-person.js'

export { RegisterPerson } from './write/register-person.js'

@Module({
  controllers: [
    SessionsRoute,
    OidcRoute,
    UnlinkRoute,
    RegisterPersonRoute,
    ChangePersonRoute,
    IntegrationsRoute,
    IntegrationListRoute,
    PeopleRoute,
  ],
  providers: [Sessions, SessionCookie, Flows, Links, Recognition, OidcFlow, RegisterPersonHandler, FirstAdministrator],
})
class IdentityModule {}

export const identityContext: ContextModule = {
  automation: { contract: identityContract, projectors: [people, peoplePersonal, integrations], reactions: [], timed: [] },
  module: IdentityModule,
}
