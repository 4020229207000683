/** Letters of a column counted from 1: A to Z, AA, AB … */
export function columnLetter(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  const last = String.fromCharCode(65 + ((number - 1) % 26));
  return rest === 0 ? last : columnLetter(rest) + last;
}
