import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { auditContext } from '@spoc/audit-feature'
import { directoryContext } from '@spoc/directory-feature'
import { identityContext } from '@spoc/identity-feature'
import { intakeContext } from '@spoc/intake-feature'
import { notificationContext } from '@spoc/notification-feature'
import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { reportingContext } from '@spoc/reporting-feature'
import { routingContext } from '@spoc/routing-feature'
import { slaContext } from '@spoc/sla-feature'
import { worksContext } from '@spoc/works-feature'
import { demonstrate } from './demonstration/demonstrate.js'
import { greet } from './greet.js'

const site = fileURLToPath(new URL('../../console/dist', import.meta.url))

await runService(
  {
    name: 'spoc',
    version,
    contexts: [
      directoryContext,
      identityContext,
      intakeContext,
      routingContext,
      notificationContext,
      slaContext,
      worksContext,
      reportingContext,
      auditContext,
    ],
    contracts: catalogue,
    ...(existsSync(site) ? { console: site } : {}),
  },
  async (service, first) => greet(service, service.config.demo ? await demonstrate(service, first) : undefined),
)
