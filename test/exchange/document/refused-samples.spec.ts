import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { formatDefect } from '../../../src/exchange/document/defect-text.js';
import { readSample } from './samples.js';

const KEYS = 'name, units, status, installedOn, powerW or description';
const VALUE = 'a value: text in double quotes, a number, true, false, null, a list or a mapping';
const UNITS = 'a number, 1 to 100 U';
const NAME = 'text of 1 to 20 characters';
const NO_ALIAS = 'values written out; aliases are refused';
const PRINTABLE = 'printable characters, or an escape such as "\\u0007" in double quotes';
const PROTO = 'a key of the schema; this name has a meaning of its own in JavaScript';
const SURROGATE = 'text without unpaired surrogates (\\ud800 to \\udfff)';

/** Every file of `not-ok/` with everything that is said of it: line and column were counted by hand in the file. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'alias.yaml': [
    `4:5: alias-limit at racks[1]: found the alias *first, allowed ${NO_ALIAS}`,
    `5:13: alias-limit at racks[2].name: found the alias *first, allowed ${NO_ALIAS}`,
  ],
  'bad-date.yaml': ['3:41: format at racks[0].installedOn: found "2026-02-30", allowed a date such as 2026-03-31'],
  'bad-escape.json': [String.raw`2:18: syntax: found "\x", allowed an escape: \" \\ \/ \b \f \n \r \t or \uXXXX`],
  'bad-indentation.yaml': [
    '4:11: syntax: found ": 42", allowed the indentation of the entries around it, and no ":" within unquoted text',
  ],
  'comment.json': ['2:3: syntax: found "//", allowed a key in double quotes, or "}"'],
  'comments-only.yaml': ['1:1: type: found an empty document, allowed a mapping of keys to values'],
  'control-character.yaml': [String.raw`3:12: syntax: found "\u0007", allowed ${PRINTABLE}`],
  'duplicate-key.json': [
    '7:7: duplicate-key at racks[0].name: found "name", allowed each key once; also in line 5',
    '10:3: duplicate-key at plenum: found "plenum", allowed each key once; also in line 2',
  ],
  'duplicate-key.yaml': [
    '5:5: duplicate-key at racks[0].name: found "name", allowed each key once; also in line 3',
    '6:1: duplicate-key at racks: found "racks", allowed each key once; also in line 2',
  ],
  'duplicate-name.yaml': [
    '4:11: duplicate-name at racks[1].name: found "R1", allowed each name once; also at racks[0].name in line 3',
    '6:24: range at racks[2].units: found 500, allowed a number, 1 to 100 U',
  ],
  'empty.json': [`1:1: syntax: found the end of the document, allowed ${VALUE}`],
  'empty.yaml': ['1:1: type: found an empty document, allowed a mapping of keys to values'],
  'latin-1.yaml': ['3:12: encoding: found byte 0xFC at offset 28, allowed text in UTF-8'],
  'leading-zero.json': ['2:12: syntax: found "042", allowed a number such as 12, -0.5 or 1e3'],
  'line-break-in-text.json': [
    String.raw`2:16: syntax: found the control character \u000a, allowed a closing ", or \n for a line break`,
  ],
  'list-as-key.yaml': ['3:7: syntax at racks[0]: found a list as a key, allowed text as a key'],
  'list.json': ['1:1: type: found a list of 1, allowed a mapping of keys to values'],
  'list.yaml': ['1:1: type: found a list of 1, allowed a mapping of keys to values'],
  'merge-key.yaml': [
    '4:5: unknown-key at racks[1]["<<"]: found "<<", allowed keys written out; merge keys are refused',
    `4:9: alias-limit at racks[1]["<<"]: found the alias *base, allowed ${NO_ALIAS}`,
  ],
  'missing-key.yaml': [
    `3:5: missing at racks[0].units: found nothing, allowed ${UNITS}`,
    `4:5: missing at racks[1].name: found nothing, allowed ${NAME}`,
  ],
  'not-a-number.json': [`1:51: syntax: found "NaN", allowed ${VALUE}`],
  'not-a-number.yaml': [
    '3:24: range at racks[0].units: found NaN, allowed a finite number',
    '4:24: range at racks[1].units: found -Infinity, allowed a finite number',
    '5:24: range at racks[2].units: found 1e999, allowed a finite number',
  ],
  'nul-byte.json': ['2:11: encoding: found a NUL byte at offset 24, allowed text without NUL'],
  'nul-byte.yaml': ['3:12: encoding: found a NUL byte at offset 28, allowed text without NUL'],
  'out-of-range.yaml': [
    `3:13: range at racks[0].name: found "", allowed ${NAME}`,
    `3:24: range at racks[0].units: found 101, allowed ${UNITS}`,
    `4:24: range at racks[1].units: found -1, allowed ${UNITS}`,
    '4:36: range at racks[1].powerW: found 0, allowed a number, more than 0',
  ],
  'overflowing-number.json': [
    '4:30: range at racks[0].units: found 1e999, allowed a finite number',
    '5:44: range at racks[1].powerW: found -1E+400, allowed a finite number',
  ],
  'proto-key.json': [
    `3:42: unknown-key at racks[0].__proto__: found "__proto__", allowed ${PROTO}`,
    '4:3: unknown-key at constructor: found "constructor", allowed plenum or racks',
  ],
  'proto-key.yaml': [`4:5: unknown-key at racks[0].__proto__: found "__proto__", allowed ${PROTO}`],
  'scalar.yaml': ['1:1: type: found "just some text", allowed a mapping of keys to values'],
  'several-at-once.yaml': [
    `4:5: unknown-key at racks[0].untis: found "untis", allowed ${KEYS}; did you mean "units"?`,
    `5:12: type at racks[0].units: found "x", allowed ${UNITS}`,
    '7:5: duplicate-key at racks[1].name: found "name", allowed each key once; also in line 6',
    '9:11: duplicate-name at racks[2].name: found "R3", allowed each name once; also at racks[1].name in line 7',
    `10:12: range at racks[2].units: found 500, allowed ${UNITS}`,
  ],
  'several-documents.yaml': ['4:1: syntax: found a second document in the same file, allowed one document'],
  'single-quotes.json': [`2:3: syntax: found "'plenum'", allowed a key in double quotes, or "}"`],
  'tab-indentation.yaml': [String.raw`3:1: syntax: found "\u0009- name: R1", allowed spaces for indentation`],
  'tag.yaml': [
    '3:13: syntax at racks[0].name: found the tag !!binary, allowed values without tags',
    '3:39: syntax at racks[0].units: found the tag !!int, allowed values without tags',
  ],
  'trailing-comma.json': ['4:1: syntax: found "}", allowed another entry after ",", or no "," before "}"'],
  'two-values.json': ['2:1: syntax: found "{", allowed the end of the document'],
  'unclosed-quote.yaml': ['4:5: syntax: found "units: 42", allowed deeper indentation than the line that it continues'],
  'unclosed.json': [`4:1: syntax: found the end of the document, allowed ${VALUE}`],
  'unknown-key.json': [
    `4:5: missing at racks[0].units: found nothing, allowed ${UNITS}`,
    `4:21: unknown-key at racks[0].Units: found "Units", allowed ${KEYS}; did you mean "units"?`,
  ],
  'unknown-key.yaml': [
    `3:5: missing at racks[0].units: found nothing, allowed ${UNITS}`,
    `4:5: unknown-key at racks[0].untis: found "untis", allowed ${KEYS}; did you mean "units"?`,
    `5:28: unknown-key at racks[1].colour_: found "colour_", allowed ${KEYS}`,
    '6:1: unknown-key at rack: found "rack", allowed plenum or racks; did you mean "racks"?',
  ],
  'unknown-option.yaml': [
    '3:36: range at racks[0].status: found "instaled", allowed "planned", "installed" or "active"; did you mean "installed"?',
  ],
  'unpaired-surrogate.json': [
    String.raw`3:23: format at racks[0].name: found "R\ud800", allowed ${SURROGATE}`,
    String.raw`3:59: format at racks[1].name: found "R\u0000", allowed text without U+0000`,
  ],
  'unpaired-surrogate.yaml': [
    String.raw`3:11: format at racks[0].name: found "R\ud800", allowed ${SURROGATE}`,
    String.raw`5:11: format at racks[1].name: found "R\u0000", allowed text without U+0000`,
  ],
  'utf-16-without-mark.json': ['1:1: encoding: found UTF-16, big-endian, allowed text in UTF-8'],
  'utf-16.yaml': ['1:1: encoding: found UTF-16, little-endian, allowed text in UTF-8'],
  'utf-8-then-cut.json': ['2:13: encoding: found byte 0xC3 at offset 27, allowed text in UTF-8'],
  'wrong-type.yaml': [
    `4:12: type at racks[0].units: found "42", allowed ${UNITS}`,
    `5:11: type at racks[1].name: found 12, allowed ${NAME}`,
    `7:5: type at racks[2].name: found null, allowed ${NAME}`,
  ],
};

/** Its 101 defects have a test of their own. */
const OTHERS = ['alias-bomb.yaml'];

const folder = new URL('../../fixtures/documents/', import.meta.url);

describe('documents that are refused', () => {
  it('are all told apart here', () => {
    const names = readdirSync(new URL('not-ok/', folder));
    expect(names.sort()).toEqual([...Object.keys(REFUSED), ...OTHERS].sort());
  });

  it.each(Object.entries(REFUSED))('%s is refused with every defect at its line and column', (name, expected) => {
    const result = readSample(`not-ok/${name}`);
    expect(result.ok ? [] : result.defects.map((defect) => formatDefect(name, defect))).toEqual(
      expected.map((line) => `${name}:${line}`),
    );
  });

  it('counts the aliases of a bomb instead of expanding them', () => {
    const result = readSample('not-ok/alias-bomb.yaml');
    // nine keys b … j with ten aliases each, and racks; the keys a … j are unknown
    expect(result).toMatchObject({ ok: false, counts: { 'alias-limit': 9 * 10 + 1, 'unknown-key': 10 } });
  });
});

describe('documents that are accepted', () => {
  const racks = [
    { name: 'R1', units: 42 },
    { name: 'R2', units: 48, description: 'Next to the door.\nOpens to the left.\n' },
  ];
  it.each<readonly [string, unknown]>([
    ['hall.yaml', { plenum: 1, racks }],
    ['hall.json', { plenum: 1, racks }],
    ['byte-order-mark.yaml', { plenum: 1, racks: [] }],
    ['byte-order-mark.json', { plenum: 1, racks: [] }],
    ['windows-line-ends.yaml', { plenum: 1, racks: [{ name: 'R1', units: 42 }] }],
    ['json-as-yaml.yaml', { plenum: 1, racks: [{ name: 'R1', units: 42 }] }],
    ['document-markers.yaml', { plenum: 1, racks: [] }],
    [
      'words-of-yaml-1-1.yaml',
      {
        plenum: 1,
        racks: [
          { name: 'on', units: 42, description: 'no' },
          { name: 'yes', units: 0x2a, installedOn: '2026-03-31' },
          { name: '1_000', units: 42 },
          { name: '12:30', units: 42 },
        ],
      },
    ],
  ])('%s gives the value that a reader of YAML 1.2 and JSON expects', (name, value) => {
    expect(readSample(`ok/${name}`)).toEqual({ ok: true, value });
  });
});
