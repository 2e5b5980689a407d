import ts from 'typescript'
import { adding, filesBelow, importing, insert, nodesIn, objectNamed, parse, read } from './source.js'

const sources = (tree, folder) =>
  filesBelow(tree, folder)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
    .map((path) => parse(path, read(tree, path)))

/**
 * The kind of stream that a context has for a thing: the constant that names it, and the types of its state and its events. The thing is
 * told, or the end of a command's name: `pin-remark` is done to the `remark`.
 */
export function streamOf(tree, context, wanted) {
  const files = [`libs/${context}/domain/src`, `libs/${context}/contracts/src`].flatMap((folder) => sources(tree, folder))
  const kinds = files.flatMap((file) => kindsIn(file, files))
  const fits = ({ thing }) => (typeof wanted === 'string' ? thing === wanted : wanted.endOf.endsWith(`-${thing}`))
  const kind = kinds.filter(fits).sort((a, b) => b.thing.length - a.thing.length)[0]
  if (kind === undefined) {
    const known = [...new Set(kinds.map(({ thing }) => thing))].join(', ')
    throw new Error(
      typeof wanted === 'string'
        ? `${context} has no streams "${wanted}-…": it has ${known}.`
        : `"${wanted.endOf}" names nothing that ${context} has a stream of (${known}): name the one that it changes with --thing.`,
    )
  }
  const homes = { stateHome: homeOf(kind.State, context, files), kindHome: homeOf(kind.kindName, context, files) }
  return { ...kind, ...homes, room: roomOf(kind, `libs/${context}/domain/src/`, files) }
}

/** The folder in which it is decided on such a thing: its own, or the one that people gave another name; its own where there is none yet. */
function roomOf({ thing, State }, domain, files) {
  const decided = files
    .filter(({ fileName }) => fileName.startsWith(domain))
    .filter((file) => nodesIn(file, (node) => ts.isIdentifier(node) && node.text === State).length > 0)
    .map(({ fileName }) => fileName.slice(domain.length).split('/'))
    .flatMap(([room, ...rest]) => (rest.length > 0 ? [room] : []))
  if (decided.length === 0 || decided.includes(thing)) return thing
  const times = (room) => decided.filter((one) => one === room).length
  return [...new Set(decided)].sort((one, other) => times(other) - times(one))[0]
}

/** `export const workStream = streamKind<WorkFacts, WorkEvent>({ category: 'work', … })`, or with the facts of such a one spread into it. */
function kindsIn(file, files) {
  const made = nodesIn(
    file,
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      ts.isCallExpression(node.initializer) &&
      node.initializer.expression.getText() === 'streamKind' &&
      node.initializer.typeArguments?.length === 2,
  )
  return made.flatMap(({ name, initializer }) => {
    const [object] = initializer.arguments
    const thing = categoryIn(object, files)
    if (thing === undefined) return []
    const [State, Event] = initializer.typeArguments.map((type) => type.getText())
    return [{ kindName: name.getText(), thing, State, Event, startsUnknown: startsUnknown(object, files) }]
  })
}

const propertyOf = (object, key) =>
  object.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === key)?.initializer

/** The objects whose properties are spread into this one. */
function spreadInto(object, files) {
  const spread = object.properties.filter(ts.isSpreadAssignment).map(({ expression }) => expression.getText())
  return files.flatMap((file) =>
    nodesIn(file, (node) => ts.isVariableDeclaration(node) && spread.includes(node.name.getText())).flatMap((node) =>
      nodesIn(node, ts.isObjectLiteralExpression).slice(0, 1),
    ),
  )
}

function categoryIn(object, files) {
  const own = propertyOf(object, 'category')
  if (own !== undefined) return own.text
  return spreadInto(object, files)
    .map((one) => propertyOf(one, 'category')?.text)
    .find((text) => text !== undefined)
}

function startsUnknown(object, files) {
  return [object, ...spreadInto(object, files)].some((one) => /is: 'unknown'/.test(propertyOf(one, 'initial')?.getText() ?? ''))
}

/** The package from which a name may be imported. */
function homeOf(name, context, files) {
  const declared = files.find((file) =>
    file.statements.some(
      (one) =>
        ((ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name.text === name) ||
        (ts.isVariableStatement(one) && one.declarationList.declarations.some((each) => each.name.getText() === name)),
    ),
  )
  return declared?.fileName.startsWith(`libs/${context}/domain/`) ? 'domain' : 'contracts'
}

/** Adds a type to the union of a stream's events, to the contract, to the golden files, and to every fold that must know all of them. */
export async function addFact(tree, words) {
  const { context, Event, type } = words
  const contracts = sources(tree, `libs/${context}/contracts/src`)
  const [union] = contracts.flatMap((file) =>
    file.statements.filter((one) => ts.isTypeAliasDeclaration(one) && one.name.text === Event),
  )
  if (union === undefined) throw new Error(`The facts of ${context} have no union ${Event} in its contracts.`)
  const known = typesIn(union.type, contracts, context)
  words.eventFile = union.getSourceFile().fileName
  words.firstType = known[0]
  words.foldFiles = []
  if (!known.includes(type)) await insert(tree, words.eventFile, (file) => widened(file, Event, type))
  const contract = contracts.find(
    (file) => nodesIn(file, (node) => ts.isIdentifier(node) && node.text === 'eventContract').length > 1,
  )
  await insert(tree, contract.fileName, (file) => adding(objectNamed(file, 'types'), type, 'true'))
  const golden = `libs/${context}/contracts/golden/${type}.json`
  const data = { by: { kind: 'person', id: 'per-1' }, reason: 'It matters.' }
  if (!tree.exists(golden)) tree.write(golden, `${JSON.stringify({ type, data }, null, 2)}\n`)
  await tellFolds(tree, words, known)
}

/** The stored types of a union, those of the unions it is made of included. */
function typesIn(node, files, context) {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((one) => typesIn(one, files, context))
  if (ts.isParenthesizedTypeNode(node)) return typesIn(node.type, files, context)
  if (!ts.isTypeReferenceNode(node)) return []
  const literal = node.typeArguments?.[0]
  if (literal !== undefined && ts.isLiteralTypeNode(literal))
    return [literal.literal.text].filter((one) => one.startsWith(`${context}.`))
  const [named] = files.flatMap((file) =>
    file.statements.filter((one) => ts.isTypeAliasDeclaration(one) && one.name.text === node.getText()),
  )
  return named === undefined ? [] : typesIn(named.type, files, context)
}

/** `remarks.remark-settled.v1` → `Remark settled` */
function inWords(type) {
  const words = type.split('.')[1].replaceAll('-', ' ')
  return words[0].toUpperCase() + words.slice(1)
}

function widened(file, Event, type) {
  const union = file.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === Event)
  return [
    [
      union.type.getEnd(),
      `\n  /** ${inWords(type)}: by whom, and why. */\n  | Fact<'${type}', { readonly by: Actor; readonly reason: string }>`,
    ],
    ...importing(file, 'Fact', '@spoc/platform-kernel', true),
    ...(nodesIn(file, (node) => ts.isImportSpecifier(node) && node.name.text === 'Actor').length > 0
      ? []
      : importing(file, 'Actor', '@spoc/platform-kernel', true)),
  ]
}

/** A fold that closes over every event gets a case of its own; where none does, the first that knows this union gets one. */
async function tellFolds(tree, words, known) {
  const { context, type } = words
  const files = ['contracts', 'domain'].flatMap((layer) => sources(tree, `libs/${context}/${layer}/src`))
  const folds = files.flatMap((file) =>
    nodesIn(file, ts.isSwitchStatement).filter((one) => casesOf(one).some((name) => known.includes(name))),
  )
  const closed = folds.filter(isClosed)
  const told = closed.length > 0 ? closed : folds.slice(0, 1)
  words.foldFiles = [...new Set(told.map((one) => one.getSourceFile().fileName))]
  for (const path of words.foldFiles)
    await insert(tree, path, (file) =>
      nodesIn(file, ts.isSwitchStatement)
        .filter((one) => told.some((other) => other.getText() === one.getText()) && !casesOf(one).includes(type))
        .map((one) => [endOfCases(one), `\ncase '${type}':\n  return ${stateNameAt(one)}`]),
    )
}

const casesOf = (one) =>
  one.caseBlock.clauses.flatMap((clause) =>
    ts.isCaseClause(clause) && ts.isStringLiteral(clause.expression) ? [clause.expression.text] : [],
  )

function isClosed(one) {
  const last = one.caseBlock.clauses.find(ts.isDefaultClause)
  return last === undefined || /\bunreachable\(/.test(last.getText())
}

function endOfCases(one) {
  return one.caseBlock.clauses.filter(ts.isCaseClause).at(-1).getEnd()
}

/** A fold's first parameter is the state as it was. */
function stateNameAt(node) {
  let at = node
  while (!ts.isFunctionLike(at)) at = at.parent
  return at.parameters[0].name.getText()
}
