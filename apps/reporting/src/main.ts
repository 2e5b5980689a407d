import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { auditContext } from '@spoc/audit-feature'
import { reportingContext } from '@spoc/reporting-feature'

await runService({ name: 'reporting', version, contexts: [auditContext, reportingContext], contracts: catalogue })
