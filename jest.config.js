export default {
  projects: ['<rootDir>/libs/*/*', '<rootDir>/apps/!(acceptance)', '<rootDir>/apps/acceptance/jest.smoke.config.js'],
}
