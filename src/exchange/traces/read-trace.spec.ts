import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readTrace, type TraceOptions } from './read-trace.js';

const pieces = (bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
  );

const read = (text: string | Uint8Array, options: TraceOptions = {}, size = 7) =>
  readTrace(pieces(typeof text === 'string' ? Buffer.from(text) : text, size), options);

async function traceOfText(text: string | Uint8Array, options: TraceOptions = {}, size = 7) {
  const reading = await read(text, options, size);
  if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
  const { arrivalS, promptTokens, outputTokens } = reading.trace;
  return { arrivalS: [...arrivalS], promptTokens: [...promptTokens], outputTokens: [...outputTokens] };
}

async function defectsOf(text: string | Uint8Array, options: TraceOptions = {}) {
  const reading = await read(text, options);
  return reading.ok ? [] : reading.defects.map(({ line, code, found, allowed }) => ({ line, code, found, allowed }));
}

const AZURE = [
  'TIMESTAMP,ContextTokens,GeneratedTokens',
  '2023-11-16 18:17:03.9799600,4808,10',
  '2023-11-16 18:17:04.0319600,3180,8',
  '2023-11-16 18:18:04.0319600,110,0',
].join('\n');

describe('reading a trace', () => {
  it('takes the Azure format, whose last line has no ending and whose times have seven decimals', async () => {
    const { arrivalS, promptTokens, outputTokens } = await traceOfText(AZURE);
    expect(arrivalS[1]).toBeCloseTo(0.052, 9);
    expect(arrivalS[2]).toBeCloseTo(60.052, 9);
    expect(promptTokens).toEqual([4808, 3180, 110]);
    expect(outputTokens).toEqual([10, 8, 0]);
  });

  it.each([1, 2, 3, 39, 40, 41, 1000])('reads the same when the bytes come in pieces of %i', async (size) => {
    expect(await traceOfText(AZURE.replaceAll('\n', '\r\n'), {}, size)).toEqual(await traceOfText(AZURE));
  });

  it('takes Mooncake JSON lines with times in ms, and passes over what it does not need', async () => {
    const text =
      '{"timestamp": 500, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1]}\n\n{"timestamp":3552,"input_length":7322,"output_length":490}\n';
    expect(await traceOfText(text)).toEqual({
      arrivalS: [0, 3.052],
      promptTokens: [6758, 7322],
      outputTokens: [500, 490],
    });
  });

  it('refuses one column for two fields, which would count times as tokens', async () => {
    const columns = { prompt: 'Timestamp', output: 'Timestamp' };
    const text = 'Timestamp,Request tokens,Response tokens\n0,400,100\n30,400,100\n';
    expect(await defectsOf(text, { columns })).toEqual([
      {
        line: 1,
        code: 'conflict',
        found: '"Timestamp" for the prompt tokens as for the time of arrival',
        allowed: 'a column of its own for each',
      },
      {
        line: 1,
        code: 'conflict',
        found: '"Timestamp" for the output tokens as for the time of arrival',
        allowed: 'a column of its own for each',
      },
    ]);
  });

  it('takes BurstGPT columns with times in s among others that it does not need', async () => {
    const text =
      'Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,"Chat ""GPT"", 4",472,18,490,Conversation log\n45.5,GPT-4,1087,230,1317,API log\n';
    expect(await traceOfText(text)).toEqual({
      arrivalS: [0, 40.5],
      promptTokens: [472, 1087],
      outputTokens: [18, 230],
    });
  });

  it('takes other columns by a mapping, semicolons, a byte order mark, offsets from UTC, and gzip', async () => {
    const text = '\ufeffwhen;out;in\n2024-05-10T02:00:00.25+02:00;5;100\n2024-05-10T00:00:01Z;6;200\n';
    const options = { columns: { timestamp: 'when', prompt: 'in', output: 'out' } };
    const expected = { arrivalS: [0, 0.75], promptTokens: [100, 200], outputTokens: [5, 6] };
    expect(await traceOfText(text, options)).toEqual(expected);
    expect(await traceOfText(gzipSync(text), options, 1)).toEqual(expected);
    expect(await traceOfText('when,out,in\n100,5,6\n100000100,5,6', { ...options, timeUnit: 'us' })).toMatchObject({
      arrivalS: [0, 100],
    });
  });

  it.each([
    ['the names of Mooncake in CSV', 'timestamp,input_length,output_length\n0,5,6\n3,5,6', {}],
    ['the Azure names', 'TIMESTAMP,ContextTokens,GeneratedTokens\n0,5,6\n3,5,6', {}],
    ['mapped columns', 'when,in,out\n0,5,6\n3,5,6', { columns: { timestamp: 'when', prompt: 'in', output: 'out' } }],
    [
      'one mapped key',
      '{"timestamp":0,"input_length":5,"out":6}\n{"timestamp":3,"input_length":5,"out":6}',
      { columns: { output: 'out' } },
    ],
  ])('takes bare numbers under %s in no unit that it was not told, and says so once', async (_, text, options) => {
    const defects = await defectsOf(text, options);
    expect(defects).toHaveLength(1);
    expect(defects[0]).toMatchObject({ code: 'missing', found: '"0", a time without its unit' });
    expect(defects[0]?.allowed).toContain('s, ms, us, ns');
    expect((await traceOfText(text, { ...options, timeUnit: 's' })).arrivalS).toEqual([0, 3]);
    expect((await traceOfText(text, { ...options, timeUnit: 'ms' })).arrivalS).toEqual([0, 0.003]);
  });

  it('tells every blank, absurd and misplaced value with its line, all at once', async () => {
    const text = [
      'TIMESTAMP,ContextTokens,GeneratedTokens',
      '2023-11-16 18:17:03,100,10',
      '2023-11-16 18:17:02.5,100,10',
      '2023-11-31 18:17:04,100,10',
      '2023-11-16 18:17:05,,10',
      '2023-11-16 18:17:06,-5,10',
      '2023-11-16 18:17:07,100,1e99',
      '2023-11-16 18:17:08,100',
      '',
      '2053-11-16 18:17:09,100,10',
    ].join('\n');
    expect((await defectsOf(text)).map(({ line, code, found }) => `${String(line)} ${code} ${found}`)).toEqual([
      '3 range a time 0.5 s before line 2',
      '4 range "2023-11-31 18:17:04"',
      '5 missing a blank cell',
      '6 range "-5"',
      '7 range "1e99"',
      '8 format 2 cells',
      '10 range a time 946771000 s after the first',
    ]);
  });

  it('tells every column that is missing, with the nearest one that is there', async () => {
    const reading = await read('TIMESTAMP,ContextToken,x\n2023-11-16 18:17:03,1,2');
    expect(reading).toMatchObject({
      ok: false,
      defects: [
        { line: 1, code: 'missing', nearest: 'ContextToken' },
        { line: 1, code: 'missing' },
      ],
    });
  });

  it('tells lines of JSON that are no objects and fields that are no numbers', async () => {
    const text =
      '{"timestamp":0,"input_length":1,"output_length":1}\n[1]\n{"timestamp":1,"input_length":"2","output_length":1.5}\n{"timestamp":2,"input_length":2';
    expect((await defectsOf(text)).map(({ line, code, found }) => `${String(line)} ${code} ${found}`)).toEqual([
      '2 syntax "[1]"',
      '3 range "2"',
      '3 range 1.5',
      '4 syntax "{"timestamp":2,"input_length":2"',
    ]);
  });

  it.each(['', '\n \n', 'TIMESTAMP,ContextTokens,GeneratedTokens\n'])(
    'refuses %j, in which there is no request',
    async (text) => {
      expect(await defectsOf(text)).toMatchObject([{ line: 1, code: 'missing', found: 'no request' }]);
    },
  );

  it('refuses more requests than it may hold, a line without an end, an open quote and half a gzip file', async () => {
    expect(await defectsOf(AZURE, { mostRequests: 2 })).toMatchObject([{ line: 4, code: 'size-limit' }]);
    const endless = await readTrace(pieces(new Uint8Array(1_200_000).fill(0x61), 65_536));
    expect(endless).toMatchObject({ ok: false, defects: [{ line: 1, code: 'size-limit' }] });
    expect(await defectsOf(`${AZURE}\n"2023`)).toMatchObject([{ line: 5, code: 'syntax' }]);
    expect(await defectsOf(gzipSync(AZURE).subarray(0, 40))).toMatchObject([{ code: 'encoding' }]);
  });
});
