import { build } from './build.js';

build();
// In this same process, so that signals reach the service directly.
await import('../dist/main.js');
