declare const opaque: unique symbol;

/**
 * A database transaction under way, to be handed from services to repositories. What can be done with it is in
 * `transaction.repository.ts`, for repositories only.
 */
export interface Transaction {
  readonly [opaque]: 'Transaction';
}
