import { describe, expect, it } from '@jest/globals';
import { answerFormat } from './media-type.js';

describe('the format of an answered document', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/yaml', 'application/yaml'],
    ['text/yaml;q=0.9, application/json;q=0.5', 'text/yaml'],
    ['application/x-yaml', 'application/x-yaml'],
    ['text/*', 'text/yaml'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/json;q=0, */*;q=0.1', 'application/yaml'],
  ])('of Accept %s is %s', (accept, mediaType) => {
    expect(answerFormat(accept).mediaType).toBe(mediaType);
  });

  it.each(['text/html', 'application/json;q=0', 'nonsense', ''])('of Accept %j is none', (accept) => {
    expect(() => answerFormat(accept)).toThrow('A document is answered as');
  });
});
