import { names } from '@nx/devkit'
import ts from 'typescript'

/** Names are kebab-case words and no words of the language, since they become names of files, streams, routes and variables alike. */
export function checkName(what, name) {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name))
    throw new Error(`${what} "${name}" is no name here: lower-case words joined by hyphens are, such as "shift-remarks".`)
  const { propertyName } = names(name)
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, propertyName)
  if (scanner.scan() !== ts.SyntaxKind.Identifier)
    throw new Error(`${what} "${name}" is a word of the language TypeScript, and can be no variable: choose another.`)
  return name
}

export function pluralOf(name) {
  if (name === 'person') return 'people'
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies')
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

export function singularOf(name) {
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y')
  if (/(ses|xes|ches|shes)$/.test(name)) return name.replace(/es$/, '')
  return name.replace(/([^s])s$/, '$1')
}

/** Of a regular verb: `pin` → `pinned`, `withdraw` has to be told. */
export function pastOf(verb) {
  if (/e$/.test(verb)) return `${verb}d`
  if (/[^aeiou]y$/.test(verb)) return verb.replace(/y$/, 'ied')
  return /^[^aeiou]*[aeiou][bdglmnprt]$/.test(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`
}

/** `article('urgent-remark')` → `an`. */
export function articleOf(name) {
  return /^[aeiou]/.test(name) ? 'an' : 'a'
}

/** The words of a kebab-case name: `shift remark`. */
export function wordsOf(name) {
  return name.replaceAll('-', ' ')
}
