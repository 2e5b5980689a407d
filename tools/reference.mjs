// Writes the pages of docs/reference that are made from the code; a test compares each with what it is made from.
import { writeFileSync } from 'node:fs'
import { configurationReference } from '@spoc/platform-nest'

writeFileSync(new URL('../docs/reference/configuration.md', import.meta.url), configurationReference())
