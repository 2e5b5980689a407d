import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { slaContext } from '@spoc/sla-feature'

await runService({ name: 'sla-monitor', version, contexts: [slaContext], contracts: catalogue })
