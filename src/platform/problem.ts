import { HttpException } from '@nestjs/common';

/** One thing that is wrong with a request. */
export interface ProblemEntry {
  /** Stable word for programs, such as `unknown-key`. */
  readonly code: string;
  /** For a reader. */
  readonly detail: string;
  /** Place in the body as a JSON Pointer: `/racks/3/name`; empty for the whole body. */
  readonly pointer?: string;
  /** Name of the query parameter, path parameter or header instead. */
  readonly parameter?: string;
  readonly found?: string;
  readonly allowed?: string;
  /** The valid name that is closest to what was found. */
  readonly nearest?: string;
  /** Place in the text of a document, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** Cell of a workbook, or of a CSV file under the name of its sheet: `racks!C12`. */
  readonly cell?: string;
  /** The other place of a duplicate. */
  readonly alsoAt?: string;
  readonly alsoAtLine?: number;
}

/** Body of every answer that is an error: RFC 9457 with a stable code, the request id and everything that is wrong. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly ProblemEntry[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Refuses a request. Whatever throws it decides status and code; the answer is made in one place. */
export class Problem extends HttpException {
  override readonly name = 'Problem';
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly ProblemEntry[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status HTTP status, 400 to 599
   * @param code stable, kebab-case
   * @param detail for a reader; never holds secrets
   * @param errors each thing that is wrong
   * @param headers of the answer, such as Allow
   * @param cause kept for the log
   */
  constructor({
    status,
    code,
    detail,
    errors,
    headers = {},
    cause,
  }: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly errors?: readonly ProblemEntry[];
    readonly headers?: Readonly<Record<string, string>>;
    readonly cause?: unknown;
  }) {
    super(detail, status, { cause });
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }
}

/** JSON Pointer (RFC 6901) of a path of keys and positions. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
