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
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu, REPLACEMENT);
}
