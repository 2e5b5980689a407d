import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** How sources are compiled without being type-checked: for specs, and by `npm run dev`. */
export const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
  },
}

/** Settings that every project's jest.config.js spreads. Specs run as CommonJS; the packages listed last ship ES modules only. */
export const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@spoc/source', 'node', 'node-addons'] },
  resolver: at('./jest.resolver.cjs'),
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  // Specs open real engines and servers; on a busy machine of two cores the usual five seconds say nothing about the code.
  testTimeout: 60_000,
  coverageProvider: 'v8',
  transform: { '^.+\\.[cm]?[tj]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@fastify/cookie|content-disposition|cookie|jose|oauth4webapi|openid-client|temporal-polyfill|temporal-utils)/)',
  ],
}
