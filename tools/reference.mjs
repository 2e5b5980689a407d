// Writes the pages of docs/reference that are made from the code; a test compares each with what it is made from. Run after a build.
import { writeFileSync } from 'node:fs'
import { configurationReference, metricsReference, readModelsReference } from '@spoc/platform-nest'
import { contexts } from '../apps/spoc/dist/contexts.js'

const page = (name, text) => writeFileSync(new URL(`../docs/reference/${name}`, import.meta.url), text)
page('configuration.md', configurationReference())
page('metrics.md', metricsReference(contexts))
page('read-models.md', readModelsReference(contexts))
