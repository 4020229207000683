import type { TraySegment } from '../site/kinds/tray-segment.js';

/** mm² that cables may take of a tray: its section by its own limit, else by that of the site. */
export function trayLimitMm2(
  { widthMm, heightMm, fillLimit }: Pick<TraySegment, 'widthMm' | 'heightMm' | 'fillLimit'>,
  { trayFillLimit }: { readonly trayFillLimit: number },
): number {
  return widthMm * heightMm * (fillLimit ?? trayFillLimit);
}
