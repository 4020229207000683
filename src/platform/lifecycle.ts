/** Where the process is on its way from start to stop; handed to whatever works for longer than a moment. */
export class Lifecycle {
  readonly #cancel = new AbortController();
  #draining = false;

  /** Aborted when work under way must end because the process stops. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  /** True from the wish to stop on: requests under way are finished, and no load balancer should send more. */
  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  cancel(): void {
    this.#cancel.abort(new Error('Plenum is stopping.'));
  }
}
