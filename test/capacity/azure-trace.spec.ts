import { createReadStream } from 'node:fs';
import { expect, it } from '@jest/globals';
import { trafficStatistics } from '../../src/domain/capacity/traffic-statistics.js';
import { readTrace } from '../../src/exchange/traces/read-trace.js';
import { describeWithData } from '../support/real-data.js';

describeWithData('traces/AzureLLMInferenceTrace_code.csv', 'the Azure code trace of 2023', (file) => {
  const read = async () => {
    const reading = await readTrace(createReadStream(file));
    if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
    return reading.trace;
  };

  it('has the rates, dispersions and lengths that two other programs found in it', async () => {
    const statistics = trafficStatistics(await read());
    expect(statistics).toMatchObject({ requests: 8819, burstiness: 'burstier-than-poisson' });
    expect(statistics.durationS).toBeCloseTo(3435.94806, 4);
    expect(statistics.ratePerS).toBeCloseTo(2.566686066, 6);
    expect(statistics.interarrivalScv).toBeCloseTo(172.956454, 3);
    const dispersions = statistics.windows.map(({ windowS, dispersion }) => [windowS, dispersion?.toFixed(4)]);
    expect(dispersions).toEqual([
      [1, '13.1903'],
      [10, '71.8509'],
      [60, '166.8926'],
      [300, '151.6249'],
    ]);
    expect(statistics.windows[2]?.busiestPerS).toBeCloseTo(10.5333, 4);
    expect(statistics.prompt).toMatchObject({ p50: 1469, p99: 7436, max: 7437, zeros: 0 });
    expect(statistics.prompt.p95).toBeCloseTo(7303.3, 6);
    expect(statistics.prompt.mean).toBeCloseTo(2047.848282, 6);
    expect(statistics.prompt.scv).toBeCloseTo(0.9289567, 6);
    expect(statistics.prompt.histogram.map(({ count }) => count)).toEqual([1419, 635, 1286, 2172, 2066, 1241]);
    expect(statistics.output.histogram.map(({ count }) => count)).toEqual([5514, 1731, 867, 445, 179, 56, 25, 2]);
    expect(statistics.output).toMatchObject({ p50: 13, p95: 90, max: 1899 });
    expect(statistics.lengthCorrelation).toBeCloseTo(0.0011524831, 9);
  });
});
