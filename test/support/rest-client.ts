/** An answer as a test looks at it. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

export interface RestRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with its content type among the headers. */
  readonly text?: string;
}

export type Rest = (method: string, path: string, request?: RestRequest) => Promise<RestAnswer>;

/** Requests to the interface of a running service: `rest('GET', '/racks')`. */
export function restClient(baseUrl: string): Rest {
  return async (method, path, { headers = {}, json, text } = {}) => {
    const answer = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(text === undefined ? {} : { body: text }),
    });
    const body = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      text: body,
      body: isJson && body !== '' ? JSON.parse(body) : undefined,
    };
  };
}

/** A row or a problem of an answer. */
export function fieldsOf(answer: RestAnswer): Readonly<Record<string, unknown>> {
  return answer.body as Readonly<Record<string, unknown>>;
}

/** The rows of a page. */
export function resultsOf(answer: RestAnswer): readonly Readonly<Record<string, unknown>>[] {
  return fieldsOf(answer)['results'] as readonly Readonly<Record<string, unknown>>[];
}
