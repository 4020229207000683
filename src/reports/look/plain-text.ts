const REPLACEMENT = '\ufffd';

/**
 * User text as one line that may be drawn: breaks and tabs become blanks; what must not stand in a file (control
 * characters, halves of surrogate pairs, characters that Unicode reserves) or turns the reading direction of what
 * follows becomes a visible replacement character.
 */
export function plainText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, REPLACEMENT)
    .replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g,
      REPLACEMENT,
    )
    .replace(/[\u{1fffe}\u{1ffff}]/gu, REPLACEMENT);
}
