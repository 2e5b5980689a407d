// Two workers, so that what a suite leaves open or in memory ends with its worker.
export default {
  projects: [
    '<rootDir>/libs/*/*',
    '<rootDir>/apps/!(acceptance)',
    '<rootDir>/apps/acceptance/jest.smoke.config.js',
    '<rootDir>/tools/bundle',
    '<rootDir>/tools/generators',
  ],
  maxWorkers: 2,
  testSequencer: '<rootDir>/jest.longest-first.js',
  // Specs open real engines and servers; jest reads this here only, whatever the projects say.
  testTimeout: 120_000,
  workerIdleMemoryLimit: '1GB',
}
