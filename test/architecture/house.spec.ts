import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { houseRules } from './house-rules.js';
import { sourceFile, sourceFilesBelow, type SourceFile } from './source-file.js';

const root = join(import.meta.dirname, '..', '..');
const house = sourceFilesBelow(root, 'src');

/** Sources that break a rule, by its name: each must be caught. */
const planted: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  'the domain imports only the domain and the packages allowed to it': [
    ['src/domain/power/a.ts', `import { readFileSync } from 'node:fs';`],
    ['src/domain/power/a.ts', `import { z } from 'zod';`],
    ['src/domain/bom/a.ts', `import type { Config } from '../../platform/config.js';`],
    ['src/domain/site/a.ts', `export * from 'lodash';`],
  ],
  'the domain is pure: no clock, randomness, process, timers, network or async': [
    ['src/domain/power/a.ts', `export const now = () => new Date();`],
    ['src/domain/power/a.ts', `export const now = () => Date.now();`],
    ['src/domain/power/a.ts', `export const dice = () => Math.random();`],
    ['src/domain/power/a.ts', `export async function f() { await Promise.resolve(); }`],
    ['src/domain/power/a.ts', `export const home = process.env['HOME'];`],
    ['src/domain/power/a.ts', `setTimeout(() => undefined, 1);`],
  ],
  'arrows inside the domain run one way': [
    ['src/domain/power/a.ts', `import { x } from '../cooling/b.js';`],
    ['src/domain/site/a.ts', `import { x } from '../power/b.js';`],
    ['src/domain/bom/a.ts', `import type { X } from '../assessment/b.js';`],
    ['src/domain/power/a.ts', `import { x } from '../unheard-of/b.js';`],
  ],
  'no import runs in a circle': [],
  'Prisma and pg stay in repositories and the platform': [
    ['src/sites/site.service.ts', `import { PrismaClient } from '@prisma/client';`],
    ['src/sites/site.service.ts', `import { PrismaClient } from '../platform/prisma/generated/client.js';`],
    ['src/sites/site.controller.ts', `import pg from 'pg';`],
  ],
  'exceljs stays in reports/xlsx and exchange/xlsx, pdfkit in reports/pdf': [
    ['src/sites/a.ts', `import Excel from 'exceljs';`],
    ['src/reports/svg/a.ts', `import PDFDocument from 'pdfkit';`],
  ],
  'renderers format and never compute': [
    ['src/reports/pdf/a.ts', `import { assess } from '../../domain/assessment/assess.js';`],
    ['src/reports/xlsx/a.ts', `import { buildBom } from '../../domain/bom/build-bom.js';`],
  ],
  'controllers know their service and the platform, no repository': [
    ['src/sites/a.controller.ts', `import { SiteRepository } from './site.repository.js';`],
  ],
  'features reach each other only through an exported service, and never with forwardRef': [
    ['src/analysis/a.ts', `import { SiteRepository } from '../sites/site.repository.js';`],
    ['src/sites/a.module.ts', `import { forwardRef } from '@nestjs/common'; forwardRef(() => null);`],
  ],
  'process.env is read in platform/config.ts only': [['src/sites/a.ts', `export const x = process.env['X'];`]],
  'src never imports test, and nothing imports a spec': [
    ['src/sites/a.ts', `import { hall } from '../../test/factories/hall.js';`],
    ['test/db/a.ts', `import '../../src/domain/units.spec.js';`],
  ],
  'the command line loads neither Nest nor Prisma': [],
};

const catches = (rule: string, files: readonly SourceFile[]) =>
  houseRules.find(({ name }) => name === rule)?.violations(files) ?? [];

describe('the house', () => {
  it('has sources to look at', () => {
    expect(house.length).toBeGreaterThan(50);
  });

  it.each(houseRules.map((rule) => [rule.name, rule] as const))('keeps its rule: %s', (_, rule) => {
    expect(rule.violations(house)).toEqual([]);
  });

  it.each(Object.entries(planted).flatMap(([rule, files]) => files.map((file) => [rule, ...file] as const)))(
    'catches what breaks "%s" in %s: %s',
    (rule, path, text) => {
      expect(catches(rule, [sourceFile(path, text)])).not.toEqual([]);
    },
  );

  it('catches a circle of imports, also a long one', () => {
    const files = [
      sourceFile('src/domain/power/a.ts', `import { b } from './b.js';`),
      sourceFile('src/domain/power/b.ts', `import { c } from './c.js';`),
      sourceFile('src/domain/power/c.ts', `import { a } from './a.js';`),
    ];
    expect(catches('no import runs in a circle', files)).toHaveLength(1);
  });

  it('catches Nest that the command line loads through another file', () => {
    const files = [
      sourceFile('src/cli.ts', `import { x } from './cli/x.js';`),
      sourceFile('src/cli/x.ts', `import { Injectable } from '@nestjs/common';`),
    ];
    expect(catches('the command line loads neither Nest nor Prisma', files)).toHaveLength(1);
  });

  it('has a planted violation for every rule', () => {
    expect(Object.keys(planted).sort()).toEqual(houseRules.map(({ name }) => name).sort());
  });
});
