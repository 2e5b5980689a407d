// Two workers, so that what a suite leaves open or in memory ends with its worker.
export default {
  projects: ['<rootDir>/libs/*/*', '<rootDir>/apps/!(acceptance)', '<rootDir>/apps/acceptance/jest.smoke.config.js'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
}
