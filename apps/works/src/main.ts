import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { worksContext } from '@spoc/works-feature'

await runService({ name: 'works', version, contexts: [worksContext], contracts: catalogue })
