import * as estree from 'prettier/plugins/estree'
import * as typescript from 'prettier/plugins/typescript'
import { format } from 'prettier/standalone'
import ts from 'typescript'

/** Reads a file that the generators count on, and says so where it is not there. */
export function read(tree, path) {
  const text = tree.read(path, 'utf8')
  if (text === null) throw new Error(`${path} is not there: it is to be changed, so this generator has to be brought up to date.`)
  return text
}

/** Writes TypeScript as `npx prettier --write` would leave it; nothing is touched that stays the same. */
export async function writeSource(tree, path, text) {
  const style = JSON.parse(read(tree, '.prettierrc.json'))
  const formatted = await format(text, { ...style, parser: 'typescript', plugins: [typescript, estree] })
  if (!tree.exists(path) || read(tree, path) !== formatted) tree.write(path, formatted)
}

export function parse(path, text) {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

/** Every node below `root`, itself included, for which `matches`. */
export function nodesIn(root, matches) {
  const found = []
  const visit = (node) => {
    if (matches(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

export function filesBelow(tree, folder) {
  return tree.children(folder).flatMap((name) => {
    const path = `${folder}/${name}`
    return tree.isFile(path) ? [path] : filesBelow(tree, path)
  })
}

/** Changes one file: `edit(sourceFile, text)` answers what is to be inserted where, as `[position, text]`. */
export async function insert(tree, path, edit) {
  const text = read(tree, path)
  const changed = edit(parse(path, text), text)
    .sort(([a], [b]) => b - a)
    .reduce((so, [at, added]) => so.slice(0, at) + added + so.slice(at), text)
  if (changed !== text) await writeSource(tree, path, changed)
}

/** `import { name } from 'module'`, in the import of that module where there is one. */
export function importing(file, name, module, isType = false) {
  const imports = file.statements.filter(ts.isImportDeclaration)
  const known = imports.find((one) => one.moduleSpecifier.text === module && one.importClause?.namedBindings !== undefined)
  const word = isType && !known?.importClause.isTypeOnly ? `type ${name}` : name
  if (known === undefined) {
    const next = imports.find((one) => one.moduleSpecifier.text > module && !module.startsWith('.')) ?? undefined
    const at = next?.getStart() ?? imports.at(-1)?.getEnd() ?? 0
    const line = `import ${isType ? 'type ' : ''}{ ${name} } from '${module}'`
    return next === undefined && at > 0 ? [[at, `\n${line}`]] : [[at, `${line}\n`]]
  }
  const elements = known.importClause.namedBindings.elements
  return elements.some((one) => one.name.text === name) ? [] : [[elements.at(-1).getEnd(), `, ${word}`]]
}

/** One more element, where it is not there yet. */
export function appending(array, element) {
  if (array.elements.some((one) => one.getText() === element)) return []
  const last = array.elements.at(-1)
  return last === undefined ? [[array.getStart() + 1, element]] : [[last.getEnd(), `, ${element}`]]
}

/** The array that a variable or a property of this name is given. */
export const arrayNamed = (file, name) => literalNamed(file, name, 'array', ts.isArrayLiteralExpression)

/** The object that a variable or a property of this name is given. */
export const objectNamed = (file, name) => literalNamed(file, name, 'object', ts.isObjectLiteralExpression)

function literalNamed(file, name, what, isWanted) {
  const [found] = nodesIn(
    file,
    (node) =>
      (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) &&
      node.name.getText() === name &&
      node.initializer !== undefined &&
      isWanted(node.initializer),
  )
  if (found === undefined)
    throw new Error(`${file.fileName} has no ${what} ${name} any more: this generator has to be brought up to date.`)
  return found.initializer
}

/** One more property, where none has this key yet. */
export function adding(object, key, value) {
  if (object.properties.some((one) => ts.isPropertyAssignment(one) && keyOf(one) === key)) return []
  const written = /^[a-z]\w*$/i.test(key) ? key : `'${key}'`
  const last = object.properties.at(-1)
  return [[last.getEnd(), `, ${written}: ${value}`]]
}

function keyOf({ name }) {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText()
}
