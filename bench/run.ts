import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAir } from './air-hall.js';
import { bigHall } from './big-hall.js';
import { measureCablePlan } from './cable-plan.js';
import { measureCheck } from './check-hall.js';
import { measureCatalogImport } from './import-catalog.js';
import { measureCriticalPath } from './critical-path.js';
import { measureImport } from './import-hall.js';
import { measureInventory } from './inventory-workbook.js';
import { tableOf, type Measurement } from './measure.js';
import { measurePowerAssignment } from './power-assignment.js';
import { measureFailureCost, measurePowerFailures } from './power-failures.js';
import { measureQueueing } from './queueing.js';
import { measureStart } from './start.js';
import { measureTraceMemory, measureTraceSizing } from './traces.js';
import { measureWorkbook } from './workbook-memory.js';

const hall = bigHall({ racks: 1000, nodesPerRack: 9, cables: 100_000 });
const json = JSON.stringify(hall);
const folder = await mkdtemp(join(tmpdir(), 'plenum-bench-'));
try {
  const document = join(folder, 'hall.json');
  await writeFile(document, json);
  const measurements: Measurement[] = [
    measureCheck(json),
    measureCriticalPath(),
    ...measureAir(),
    measurePowerFailures(hall),
    measureFailureCost(bigHall({ racks: 100, nodesPerRack: 9, cables: 0 }), hall),
    ...(await measurePowerAssignment()),
    ...measureCablePlan(),
    ...measureQueueing(),
    await measureImport({ json, site: hall.site.name, dataDirectory: join(folder, 'import') }),
    ...[await measureCatalogImport(join(folder, 'catalog'))].filter((one) => one !== null),
    await measureStart(join(folder, 'start')),
    ...(await measureInventory(folder)),
    ...[await measureTraceSizing()].filter((one) => one !== null),
    await measureTraceMemory(),
    await measureWorkbook({ command: ['bom'], document, output: join(folder, 'bom.xlsx') }),
    await measureWorkbook({ command: ['cable', 'schedule'], document, output: join(folder, 'cables.xlsx') }),
  ];
  process.stdout.write(`${tableOf(measurements)}\n\n${JSON.stringify(measurements, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
