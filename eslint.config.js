import js from '@eslint/js'
import nx from '@nx/eslint-plugin'
import tseslint from 'typescript-eslint'

const layers = {
  kernel: [],
  contracts: ['kernel'],
  domain: ['kernel', 'contracts'],
  ports: ['kernel'],
  'port-contracts': ['kernel', 'ports'],
  adapter: ['kernel', 'ports'],
  runtime: ['kernel', 'ports'],
  nest: ['kernel', 'ports', 'runtime'],
  engines: ['kernel', 'ports', 'runtime', 'nest', 'adapter'],
  catalogue: ['kernel', 'contracts'],
  schemas: ['kernel'],
  feature: ['kernel', 'contracts', 'ports', 'runtime', 'nest'],
  testing: ['kernel', 'ports', 'runtime', 'nest', 'engines', 'catalogue'],
  app: ['kernel', 'contracts', 'ports', 'runtime', 'nest', 'engines', 'catalogue', 'schemas', 'feature', 'domain', 'adapter', 'testing'],
  console: ['contracts'],
}
const specsToo = ['testing', 'port-contracts']
const contexts = ['directory', 'identity', 'intake', 'routing', 'notification', 'sla', 'works', 'reporting', 'audit']

/** Who may import whom. A context sees the contracts of all, and its own domain; nobody sees another context's feature or domain. */
const boundaries = (forSpecs) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      enforceBuildableLibDependency: false,
      allowCircularSelfDependency: false,
      checkDynamicDependenciesExceptions: ['.*'],
      depConstraints: [
        ...Object.entries(layers).map(([layer, below]) => ({
          sourceTag: `type:${layer}`,
          onlyDependOnLibsWithTags: [
            ...below,
            ...(layer === 'feature' ? ['domain', ...(forSpecs ? ['feature'] : [])] : []),
            ...(forSpecs ? [...specsToo, 'catalogue', 'adapter'] : []),
          ].map((type) => `type:${type}`),
        })),
        ...contexts.flatMap((context) => [
          {
            allSourceTags: [`scope:${context}`, 'type:feature'],
            onlyDependOnLibsWithTags: [
              `scope:${context}`,
              'scope:platform',
              'type:contracts',
              ...(forSpecs ? ['type:feature'] : []),
            ],
          },
          {
            allSourceTags: [`scope:${context}`, 'type:domain'],
            onlyDependOnLibsWithTags: [`scope:${context}`, 'scope:platform', 'type:contracts'],
          },
        ]),
      ],
    },
  ],
})

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/node_modules/**', '**/coverage/**', '.nx/**', '.native/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
    },
  },
  { files: ['libs/**/src/**/*.ts', 'apps/**/src/**/*.ts'], ignores: ['**/*.spec.ts', '**/*-spec.ts'], rules: boundaries(false) },
  {
    files: ['libs/**/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'class-validator',
          importNames: ['IsOptional'],
          message: 'It lets null pass into facts; IfTold of @spoc/platform-nest does not.',
        },
      ],
    },
  },
  { files: ['**/*.spec.ts', '**/*-spec.ts', '**/test/**/*.ts'], rules: boundaries(true) },
  {
    files: ['libs/*/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'The domain reads no environment.' }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The time arrives in the command.' },
        { object: 'Math', property: 'random', message: 'Ids arrive in the command.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time arrives in the command.' },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.js', 'tools/**', 'benchmarks/**', 'infra/**', '**/jest*.config.js', '**/*.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        URL: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        AbortController: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tools/**/*.spec.js'],
    languageOptions: {
      globals: { beforeAll: 'readonly', describe: 'readonly', expect: 'readonly', it: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['apps/console/public/**/*.js'],
    languageOptions: { globals: { localStorage: 'readonly', matchMedia: 'readonly', document: 'readonly' } },
  },
)
