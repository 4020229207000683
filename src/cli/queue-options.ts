import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_SIMULATION, type QueueQuestion, type Simulation } from '../domain/queueing/question.js';
import { QUANTILES, type QuantileName } from '../domain/queueing/replay/replay.js';
import type { Arrivals } from '../domain/queueing/replay/traffic.js';
import type { LatencyGoal } from '../domain/queueing/promise.js';
import type { ServiceShare } from '../domain/queueing/wait-law.js';
import { Refused } from './exit.js';
import { formatOption } from './options.js';

/** What all queue commands are told of servers and simulation. */
export interface SimulationFlags {
  readonly format: 'text' | 'json';
  readonly servers: number;
  readonly requests: number;
  readonly replications: number;
  readonly seed: number;
}

/** What those are told that know one load. */
export interface LoadFlags extends SimulationFlags {
  readonly rate?: number;
  readonly service?: readonly ServiceShare[];
}

export interface QueueFlags extends LoadFlags {
  readonly capacity?: number;
  readonly maxWait?: number;
  readonly batch?: number;
  readonly batchLaw: 'fixed' | 'geometric';
  readonly mmpp?: readonly [number, number, number, number];
  readonly scv?: number;
  readonly slo?: LatencyGoal;
  readonly quantiles?: readonly number[];
}

export function withLoadOptions(command: Command): Command {
  return withSimulationOptions(
    command
      .option('--rate <requests>', 'requests per second', numberAbove0)
      .option(
        '--service <seconds[:share],…>',
        'service time, or one for each bucket with its share: 0.2:0.8,0.9:0.2',
        servicesFrom,
      ),
    DEFAULT_SIMULATION,
  );
}

export function withSimulationOptions(command: Command, simulation: Simulation): Command {
  return command
    .addOption(
      new Option('--servers <count>', 'requests in service at once: replicas times the slots of each')
        .argParser(wholeAbove0)
        .default(1),
    )
    .option(
      '--requests <count>',
      'requests of each replication, where it is simulated',
      wholeAbove0,
      simulation.requests,
    )
    .option('--replications <count>', 'replications, where it is simulated', wholeAbove0, simulation.replications)
    .option('--seed <number>', 'seed of the simulation', whole, simulation.seed)
    .addOption(formatOption());
}

export function withQueueOptions(command: Command): Command {
  return withLoadOptions(command)
    .option('--capacity <count>', 'requests in the system at most, those in service included', wholeAbove0)
    .option('--max-wait <seconds>', 'refuse a request whose wait would be longer', numberFrom0)
    .option('--batch <size>', 'requests arrive in batches of this size; --rate still counts requests', batchSize)
    .addOption(new Option('--batch-law <law>', 'sizes of batches').choices(['fixed', 'geometric']).default('fixed'))
    .option(
      '--mmpp <rate1,rate2,leave1,leave2>',
      'two rates per second and how often per second each is left, in place of --rate',
      mmpp,
    )
    .option('--scv <ratio>', 'squared coefficient of variation of the times between arrivals (gamma)', numberAbove0)
    .option('--slo <quantile=seconds>', 'latency, wait and service together, that is promised: p99=2.5', goal)
    .option('--quantiles <shares>', 'further quantiles of the wait, for an exact law: 0.75,0.9999', shares);
}

/** The question that the options ask. */
export function questionOf(flags: QueueFlags): QueueQuestion {
  return {
    arrivals: arrivalsOf(flags),
    services: servicesOf(flags),
    servers: flags.servers,
    ...(flags.capacity === undefined ? {} : { capacity: flags.capacity }),
    ...(flags.maxWait === undefined ? {} : { maxWaitS: flags.maxWait }),
    simulation: { requests: flags.requests, replications: flags.replications, seed: flags.seed },
  };
}

/** Both commands need it; commander asks a command above for what it calls mandatory, so it is checked here. */
export function servicesOf({ service }: LoadFlags): readonly ServiceShare[] {
  if (service === undefined) throw new Refused(['--service: the service time, or one for each bucket, is missing']);
  return service;
}

function arrivalsOf({ rate, batch, batchLaw, mmpp: modulated, scv, capacity, servers }: QueueFlags): Arrivals {
  const lines: string[] = [];
  const kinds = Object.entries({ '--batch': batch, '--mmpp': modulated, '--scv': scv }).filter(
    ([, one]) => one !== undefined,
  );
  if (kinds.length > 1)
    lines.push(`${kinds.map(([name]) => name).join(' and ')}: arrivals have one kind; give one of them`);
  if (modulated !== undefined && rate !== undefined) lines.push('--rate: --mmpp states the rates; leave --rate out');
  if (modulated === undefined && rate === undefined)
    lines.push('--rate: how many requests arrive per second is missing');
  if (capacity !== undefined && capacity < servers) {
    lines.push(
      `--capacity: must be at least the ${servers} of --servers, since it counts those in service, but is ${capacity}`,
    );
  }
  if (batch !== undefined && batchLaw === 'fixed' && !Number.isInteger(batch)) {
    lines.push(`--batch: must be a whole number unless --batch-law is geometric, but is ${batch}`);
  }
  if (lines.length > 0) throw new Refused(lines);
  if (modulated !== undefined) {
    const [rate1PerS, rate2PerS, leave1PerS, leave2PerS] = modulated;
    return { kind: 'mmpp', rate1PerS, rate2PerS, leave1PerS, leave2PerS };
  }
  const ratePerS = rate ?? NaN;
  if (batch !== undefined) return { kind: 'batch', ratePerS, size: batch, law: batchLaw };
  return scv === undefined || scv === 1 ? { kind: 'poisson', ratePerS } : { kind: 'renewal', ratePerS, scv };
}

function numberOf(text: string, allowed: string, holds: (value: number) => boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || !holds(value)) throw new InvalidArgumentError(`"${text}" must be ${allowed}.`);
  return value;
}

export function numberAbove0(text: string): number {
  return numberOf(text, 'a number above 0', (value) => value > 0);
}

function numberFrom0(text: string): number {
  return numberOf(text, 'a number of at least 0', (value) => value >= 0);
}

function whole(text: string): number {
  return numberOf(text, 'a whole number of at least 0', (value) => Number.isSafeInteger(value) && value >= 0);
}

export function wholeAbove0(text: string): number {
  return numberOf(text, 'a whole number of at least 1', (value) => Number.isSafeInteger(value) && value >= 1);
}

export function shareFrom0To1(text: string): number {
  return numberOf(text, 'a share from 0 to 1', (value) => value >= 0 && value <= 1);
}

function batchSize(text: string): number {
  return numberOf(text, 'a number from 1 to 1000', (value) => value >= 1 && value <= 1000);
}

function shares(text: string): readonly number[] {
  return text
    .split(',')
    .map((part) => numberOf(part, 'a share above 0 and below 1', (value) => value > 0 && value < 1));
}

export function servicesFrom(text: string): readonly ServiceShare[] {
  return text.split(',').map((part) => {
    const [serviceS = '', share = '1', ...more] = part.split(':');
    if (more.length > 0) throw new InvalidArgumentError(`"${part}" must be seconds or seconds:share.`);
    return { serviceS: numberAbove0(serviceS), share: numberAbove0(share) };
  });
}

function mmpp(text: string): readonly [number, number, number, number] {
  const parts = text.split(',');
  if (parts.length !== 4) throw new InvalidArgumentError(`"${text}" must be four numbers: rate1,rate2,leave1,leave2.`);
  const [rate1 = '', rate2 = '', leave1 = '', leave2 = ''] = parts;
  const rates = [numberFrom0(rate1), numberFrom0(rate2)] as const;
  if (rates[0] + rates[1] === 0) throw new InvalidArgumentError('One of the two rates must be above 0.');
  return [...rates, numberAbove0(leave1), numberAbove0(leave2)];
}

function goal(text: string): LatencyGoal {
  const [quantile = '', latency = '', ...more] = text.split('=');
  if (!(quantile in QUANTILES) || more.length > 0) {
    throw new InvalidArgumentError(
      `"${text}" must be one of ${Object.keys(QUANTILES).join(', ')}, =, and seconds: p99=2.5.`,
    );
  }
  return { quantile: quantile as QuantileName, latencyS: numberAbove0(latency) };
}
