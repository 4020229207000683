import { StreamableFile } from '@nestjs/common';
import type { AnsweredFile } from './analysis.service.js';

/** A file under a name that holds only letters, digits, hyphens and dots. */
export function download({ name, type, bytes }: AnsweredFile, how: 'attachment' | 'inline'): StreamableFile {
  return new StreamableFile(bytes, { type, length: bytes.length, disposition: `${how}; filename="${name}"` });
}
