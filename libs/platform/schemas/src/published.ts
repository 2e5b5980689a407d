import ts from 'typescript'
import { topicOf } from '@spoc/platform-kernel'
import { callsOf, declarationOf, memberOf, textOf, unreadable } from './sources.js'

export interface PublishedEvent {
  readonly context: string
  readonly topic: string
  /** The stored type name. */
  readonly type: string
  /** What it says, from the comment it is declared under. */
  readonly meaning: string
  readonly data: ts.TypeNode
}

export interface PublishedCollection {
  readonly context: string
  readonly name: string
  /** Version of the fold that fills it. */
  readonly fold: number
  /** Field paths that are BSON dates in MongoDB. */
  readonly instants: readonly string[]
  readonly document: ts.TypeNode
}

/** Every event there is: the union that each `eventContract<…>` is made of, taken apart. Sorted by type. */
export function publishedEvents(program: ts.Program): readonly PublishedEvent[] {
  return callsOf(program, 'eventContract')
    .flatMap((call) => {
      const context = textOf(memberOf(program, call.arguments[0]!, 'context'), call)
      return factsOf(program, call.typeArguments![0]!).map((fact) => ({ context, topic: topicOf(context), ...fact }))
    })
    .sort(by(({ type }) => type))
}

/** Every collection there is: the document that each `projector<…>` says it makes. Sorted by name. */
export function publishedCollections(program: ts.Program): readonly PublishedCollection[] {
  return callsOf(program, 'projector')
    .map((call) => {
      const definition = call.arguments[0]!
      const collection = memberOf(program, definition, 'collection')
      const fold = memberOf(program, definition, 'version')
      if (collection === undefined || fold === undefined) throw unreadable(call, 'lacks its collection or version')
      const name = textOf(memberOf(program, collection, 'name'), call)
      return {
        context: name.slice(0, name.indexOf('_')),
        name,
        fold: Number(fold.getText()),
        instants: textsOf(memberOf(program, collection, 'instants'), call),
        document: call.typeArguments![0]!,
      }
    })
    .sort(by(({ name }) => name))
}

type FactNode = Pick<PublishedEvent, 'type' | 'meaning' | 'data'>

function factsOf(program: ts.Program, node: ts.TypeNode): readonly FactNode[] {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((member) => factsOf(program, member))
  if (!ts.isTypeReferenceNode(node)) throw unreadable(node, 'is no union of facts')
  if (node.typeName.getText() === 'Fact') return [factOf(program, node)]
  const declared = declarationOf(program, node.typeName)
  if (declared === undefined || !ts.isTypeAliasDeclaration(declared)) throw unreadable(node, 'is no union of facts')
  return factsOf(program, declared.type)
}

function factOf(program: ts.Program, node: ts.TypeReferenceNode): FactNode {
  const [type, data] = node.typeArguments ?? []
  if (type === undefined || data === undefined || !ts.isLiteralTypeNode(type) || !ts.isStringLiteral(type.literal))
    throw unreadable(node, 'is a fact without a name and data')
  return { type: type.literal.text, meaning: meaningOf(program, node, data), data }
}

/** The comment before the fact in its union; else that of its data; else that of the union it stands alone in. */
function meaningOf(program: ts.Program, node: ts.TypeReferenceNode, data: ts.TypeNode): string {
  const own = commentBefore(node)
  if (own !== undefined) return own
  const declared = ts.isTypeReferenceNode(data) ? declarationOf(program, data.typeName) : undefined
  const ofData = declared && jsDocOf(declared)
  if (ofData !== undefined) return ofData
  const ofUnion = ts.isTypeAliasDeclaration(node.parent) ? jsDocOf(node.parent) : undefined
  if (ofUnion === undefined) throw unreadable(node, 'is published without a comment that says what it means')
  return ofUnion
}

/** In a union the comment stands before the `|`, which belongs to no member. */
function commentBefore(node: ts.TypeReferenceNode): string | undefined {
  const union = node.parent
  if (!ts.isUnionTypeNode(union)) return undefined
  const index = union.types.indexOf(node)
  const text = node.getSourceFile().text.slice(index === 0 ? union.pos : union.types[index - 1]!.end, node.getStart())
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]
  return comment?.replace(/\s*\n\s*\*\s?/g, ' ').trim()
}

function jsDocOf(declared: ts.Declaration): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(declared)
  return comment && ts.getTextOfJSDocComment(comment.comment)?.replace(/\s*\n\s*/g, ' ')
}

function textsOf(value: ts.Expression | undefined, whose: ts.Node): readonly string[] {
  if (value === undefined) return []
  if (!ts.isArrayLiteralExpression(value)) throw unreadable(whose, 'lists its instants by more than plain texts')
  return value.elements.map((element) => textOf(element, whose))
}

const by =
  <T>(text: (of: T) => string) =>
  (one: T, other: T) =>
    text(one) < text(other) ? -1 : 1
