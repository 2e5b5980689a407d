import { fileURLToPath } from 'node:url'
import { generateFiles, installPackagesTask, names, OverwriteStrategy } from '@nx/devkit'
import {
  describeOwner,
  describeReadModel,
  isWalked,
  registerContext,
  registerRoute,
  routeAtTheEntry,
} from '../edits/registers.js'
import { filesBelow, read, writeSource } from '../edits/source.js'
import { articleOf, checkName, pluralOf, singularOf, wordsOf } from '../naming.js'

const templates = fileURLToPath(new URL('./files', import.meta.url))
const services = ['intake', 'routing', 'sla-monitor', 'works', 'reporting']
const layers = ['contracts', 'domain', 'feature']
/** The context whose settings a new one takes over, so that they are those of today. */
const model = 'works'

/** `nx g spoc:context remarks`: what is there already is left as it is, so that it may be run again. */
export default async function contextGenerator(tree, { name, thing = singularOf(name), service = 'works', skipInstall = false }) {
  checkName('The context', name)
  checkName('The thing', thing)
  if (!services.includes(service)) throw new Error(`There is no service "${service}": it is one of ${services.join(', ')}.`)
  refuseWhatIsTaken(tree, name, thing)
  const words = wordsFor({ context: name, thing, service })
  for (const layer of layers) takeOverSettings(tree, name, layer)
  generateFiles(tree, templates, `libs/${name}`, words, { overwriteStrategy: OverwriteStrategy.KeepExisting })
  for (const path of filesBelow(tree, `libs/${name}`).filter((path) => path.endsWith('.ts')))
    await writeSource(tree, path, read(tree, path))
  await registerContext(tree, words)
  await registerRoute(tree, {
    route: `POST /api/v1/${words.things}`,
    body: "() => ({ title: 'A title.' })",
    thingVariable: words.thingVariable,
    isKnown: isWalked(tree, words.thingVariable),
  })
  routeAtTheEntry(tree, words)
  describeReadModel(tree, words)
  describeOwner(tree, words)
  return () => {
    if (!skipInstall) installPackagesTask(tree, true)
  }
}

/** Every form in which the templates need the names. */
function wordsFor({ context, thing, service }) {
  const things = pluralOf(thing)
  const words = wordsOf(thing)
  return {
    context,
    contextVariable: names(context).propertyName,
    Context: names(context).className,
    thing,
    thingVariable: names(thing).propertyName,
    Thing: names(thing).className,
    things,
    thingsVariable: names(things).propertyName,
    Things: names(things).className,
    THINGS: names(things).constantName,
    words,
    wordsOfThings: wordsOf(things),
    sentence: words[0].toUpperCase() + words.slice(1),
    article: articleOf(thing),
    collection: `${context}_${things}`.replaceAll('-', '_'),
    service,
  }
}

function refuseWhatIsTaken(tree, context, thing) {
  if (['platform', 'adapters'].includes(context))
    throw new Error(`"${context}" is no context: libs/${context} is the ground they stand on.`)
  if (tree.exists(`libs/${context}`) && !tree.exists(`libs/${context}/feature/src/write/record-${thing}.ts`))
    throw new Error(`There is a context "${context}" already. Add to it with: npx nx g spoc:slice ${context} <command>`)
  for (const other of tree.children('libs').filter((folder) => folder !== context)) {
    const contracts = `libs/${other}/contracts/src`
    if (!tree.exists(contracts)) continue
    const owner = filesBelow(tree, contracts).find((path) => new RegExp(`category: '${thing}'`).test(read(tree, path)))
    if (owner !== undefined)
      throw new Error(
        `Streams "${thing}-…" belong to ${other} (${owner}), and nobody else appends to them: name another with --thing.`,
      )
  }
}

/** package.json, tsconfig and jest settings of one library, as the model's are. */
function takeOverSettings(tree, context, layer) {
  const files = ['package.json', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json', 'jest.config.js']
  for (const file of files.filter((one) => !tree.exists(`libs/${context}/${layer}/${one}`))) {
    const text = read(tree, `libs/${model}/${layer}/${file}`)
    tree.write(`libs/${context}/${layer}/${file}`, settled(text, file, context, layer))
  }
}

function settled(text, file, context, layer) {
  if (file === 'tsconfig.lib.json' && layer !== 'contracts') {
    const json = JSON.parse(text)
    const own = json.references.findIndex(({ path }) => path.startsWith('../contracts/'))
    const references = json.references.toSpliced(own, 0, { path: `../../${model}/contracts/tsconfig.lib.json` })
    return `${JSON.stringify({ ...json, references }, null, 2)}\n`
  }
  const renamed = text.replaceAll(`${model}-`, `${context}-`).replaceAll(`scope:${model}`, `scope:${context}`)
  if (file !== 'package.json' || layer === 'contracts') return renamed
  const json = JSON.parse(renamed)
  const dependencies = Object.entries({ ...json.dependencies, [`@spoc/${model}-contracts`]: '*' }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return `${JSON.stringify({ ...json, dependencies: Object.fromEntries(dependencies) }, null, 2)}\n`
}
