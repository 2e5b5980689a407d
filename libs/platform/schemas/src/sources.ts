import ts from 'typescript'

/**
 * The sources in which events and collections are declared, as the compiler sees them. Packages from outside are not followed: nothing that
 * is published is made of their types, and it saves most of the time.
 */
export function openSources(root: string): ts.Program {
  const { config } = ts.readConfigFile(`${root}/tsconfig.base.json`, (file) => ts.sys.readFile(file))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const ours: ts.CompilerOptions = { ...options, noEmit: true, composite: false, incremental: false, types: [] }
  const host = ts.createCompilerHost(ours)
  host.resolveModuleNameLiterals = (literals, from, redirected) =>
    literals.map(({ text }) =>
      text.startsWith('.') || text.startsWith('@spoc/')
        ? ts.resolveModuleName(text, from, ours, host, undefined, redirected, ts.ModuleKind.ESNext)
        : { resolvedModule: undefined },
    )
  return ts.createProgram(declaringFiles(root), ours, host)
}

function declaringFiles(root: string): readonly string[] {
  const rooms = ['*/contracts/src/**/*.ts', '*/feature/src/**/*.ts', 'platform/kernel/src/*.ts', 'platform/runtime/src/*.ts']
  return ts.sys
    .readDirectory(`${root}/libs`, ['.ts'], ['**/node_modules', '**/dist', '**/*.spec.ts'], rooms)
    .filter((file) => /eventContract<|projector<|interface (EventMessage|ViewDocument)/.test(ts.sys.readFile(file) ?? ''))
    .sort()
}

/** Every call of the function by this name that says its types, anywhere in our sources. */
export function callsOf(program: ts.Program, name: string): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name && node.typeArguments)
      found.push(node)
    ts.forEachChild(node, visit)
  }
  ourFiles(program).forEach(visit)
  return found
}

export function interfaceNamed(program: ts.Program, name: string): ts.InterfaceDeclaration {
  for (const file of ourFiles(program))
    for (const statement of file.statements)
      if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) return statement
  throw new Error(`There is no interface ${name} in our sources.`)
}

/** The value of a member of an object literal; the literal may stand behind a constant, and behind `as const`. */
export function memberOf(program: ts.Program, value: ts.Expression, name: string): ts.Expression | undefined {
  const literal = literalOf(program, value)
  const member = literal.properties.find((property) => property.name?.getText() === name)
  return member && ts.isPropertyAssignment(member) ? member.initializer : undefined
}

export function textOf(value: ts.Expression | undefined, whose: ts.Node): string {
  if (value === undefined || !ts.isStringLiteral(value)) throw unreadable(whose, 'names something by more than a plain text')
  return value.text
}

export function unreadable(node: ts.Node, what: string): Error {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  return new Error(`${file.fileName}:${line + 1} ${what}: ${node.getText().slice(0, 120)}`)
}

/** What an identifier stands for, where it was declared. */
export function declarationOf(program: ts.Program, name: ts.Node): ts.Declaration | undefined {
  const checker = program.getTypeChecker()
  const symbol = checker.getSymbolAtLocation(name)
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target?.declarations?.[0]
}

function literalOf(program: ts.Program, value: ts.Expression): ts.ObjectLiteralExpression {
  if (ts.isObjectLiteralExpression(value)) return value
  if (ts.isAsExpression(value)) return literalOf(program, value.expression)
  const declared = ts.isIdentifier(value) ? declarationOf(program, value) : undefined
  if (declared && ts.isVariableDeclaration(declared) && declared.initializer) return literalOf(program, declared.initializer)
  throw unreadable(value, 'is no object literal')
}

function ourFiles(program: ts.Program): readonly ts.SourceFile[] {
  return program.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/'))
}
