import { build } from './build.js';

build();
// In this same process, so that signals reach the service directly.
await import('../dist/main.js');

if (process.env.npm_lifecycle_event) {
  // npm hands a signal to the shell in which it runs this script, and no further: the end of the shell is the sign.
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
  // Ctrl-C reaches this process and the shell alike; told twice, the service would not wait for requests under way.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => clearInterval(watch));
}
