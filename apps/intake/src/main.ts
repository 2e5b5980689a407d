import { catalogue } from '@spoc/platform-catalogue'
import { builtConsole, runService, version } from '@spoc/platform-engines'
import { directoryContext } from '@spoc/directory-feature'
import { identityContext } from '@spoc/identity-feature'
import { intakeContext } from '@spoc/intake-feature'

const contexts = [directoryContext, identityContext, intakeContext]

await runService({ name: 'intake', version, contexts, contracts: catalogue, ...builtConsole(import.meta.url) })
