import { describe, expect, it } from '@jest/globals';
import { beginsLikeFormula, cellText, escapedText } from './cell-text.js';

describe('text of a cell', () => {
  it('keeps what can be shown', () => {
    const text = 'Ünïcode 中文 🙂 <&"\'>\nsecond line';
    expect(cellText(text)).toBe(text);
  });

  it('shows what XML cannot carry, and what nobody would see, as a replacement character', () => {
    expect(cellText('a\u0000b\u0007c\u001fd\u007fe\u0085f')).toBe('a�b�c�d�e�f');
    expect(cellText('x\ufffey\uffffz')).toBe('x�y�z');
    expect(cellText('lone \ud83d high, lone \ude42 low, a pair 🙂')).toBe('lone � high, lone � low, a pair 🙂');
  });

  it('writes line ends as line feeds and tabs as blanks', () => {
    expect(cellText('a\r\nb\rc\td')).toBe('a\nb\nc d');
  });

  it('holds 32,767 characters and says where it was cut, never inside a character', () => {
    expect(cellText('a'.repeat(32_767))).toHaveLength(32_767);
    expect(cellText('a'.repeat(32_768))).toBe(`${'a'.repeat(32_766)}…`);
    expect(cellText(`${'a'.repeat(32_765)}🙂b`)).toBe(`${'a'.repeat(32_765)}…`);
  });
});

describe('text that looks like an escape of the format', () => {
  it('is spelt out', () => {
    expect(escapedText('_x0041_ and _x005F_')).toBe('_x005F_x0041_ and _x005F_x005F_');
    expect(escapedText('_x0041_x0042_')).toBe('_x005F_x0041_x005F_x0042_');
  });

  it('is told from text that does not', () => {
    expect(escapedText('_x41_ _xZZZZ_')).toBeNull();
  });
});

describe('text that could be taken for a formula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('is recognised: %j', (text) => {
    expect(beginsLikeFormula(text)).toBe(true);
  });

  it.each(['a=1', '1-2', '', "'=1", ' =1'])('is not seen everywhere: %j', (text) => {
    expect(beginsLikeFormula(text)).toBe(false);
  });
});
