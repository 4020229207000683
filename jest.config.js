export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/run-setup.js',
  globalTeardown: '<rootDir>/test/support/run-teardown.js',
  // Before the default reporter, whose summary closes the output.
  reporters: ['<rootDir>/test/support/slowest-files.js', 'default'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
