import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Puts a Basic module into a new profile of LibreOffice, where it runs as `macro:///Standard.Module1.<Sub>`: a way to
 * edit a file without Python.
 */
export function putBasicMacro(profile: string, source: string): void {
  const basic = join(profile, 'user', 'basic');
  const library = join(basic, 'Standard');
  mkdirSync(library, { recursive: true });
  const link = (file: string) =>
    `<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/${file}.xlb/" xlink:type="simple" library:link="false"/>`;
  const container = (file: string) =>
    `${HEAD}<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">${link(file)}</library:libraries>`;
  const contents = (elements: string) =>
    `${HEAD}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">${elements}</library:library>`;
  const escaped = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const files: Readonly<Record<string, string>> = {
    [join(basic, 'script.xlc')]: container('script'),
    [join(basic, 'dialog.xlc')]: container('dialog'),
    [join(library, 'script.xlb')]: contents('<library:element library:name="Module1"/>'),
    [join(library, 'dialog.xlb')]: contents(''),
    [join(library, 'Module1.xba')]:
      `${HEAD}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${escaped}</script:module>`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
}
