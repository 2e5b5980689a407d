import { catalogue } from '@spoc/platform-catalogue'
import { builtConsole, runService, version } from '@spoc/platform-engines'
import { contexts } from './contexts.js'
import { demonstrate } from './demonstration/demonstrate.js'
import { greet } from './greet.js'

await runService(
  { name: 'spoc', version, contexts, contracts: catalogue, ...builtConsole(import.meta.url) },
  async (service, first) => greet(service, service.config.demo ? await demonstrate(service, first) : undefined),
  { documents: new URL('./documents-thread.js', import.meta.url) },
)
