/** A file name for a site that every system takes: letters, digits and hyphens, then what the file is. */
export function fileNameOf(site: string, what: string): string {
  const plain = site
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80);
  return `${plain === '' ? 'site' : plain}-${what}`;
}
