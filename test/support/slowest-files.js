const SHOWN = 10;

/** Prints the spec files that took longest, before the summary. */
export default class SlowestFiles {
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < 2) return;
    const files = testResults
      .map(({ testFilePath, perfStats }) => ({ path: testFilePath, seconds: (perfStats.end - perfStats.start) / 1000 }))
      .sort((left, right) => right.seconds - left.seconds)
      .slice(0, SHOWN);
    const lines = files.map(
      ({ path, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${path.replace(`${process.cwd()}/`, '')}`,
    );
    process.stderr.write(`\nSlowest spec files:\n${lines.join('\n')}\n\n`);
  }
}
