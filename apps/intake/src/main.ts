import { catalogue } from '@spoc/platform-catalogue'
import { runService, version } from '@spoc/platform-engines'
import { directoryContext } from '@spoc/directory-feature'
import { identityContext } from '@spoc/identity-feature'
import { intakeContext } from '@spoc/intake-feature'

await runService({ name: 'intake', version, contexts: [directoryContext, identityContext, intakeContext], contracts: catalogue })
