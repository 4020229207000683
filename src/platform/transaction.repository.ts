import type { PoolClient } from 'pg';
import type { Prisma } from './prisma/generated/client.js';
import type { Transaction } from './transaction.js';

/** Prisma's models within a transaction. */
export type Models = Prisma.TransactionClient;

/** A value that the PostgreSQL driver encodes; arrays become PostgreSQL arrays, for `unnest` and `= ANY`. */
export type SqlValue = string | number | bigint | boolean | Date | Buffer | null | readonly SqlValue[];

/** Statements within a transaction, for bulk work: `INSERT … SELECT FROM unnest($1::uuid[], $2::text[])`. */
export interface Sql {
  /** Rows of one statement with parameters `$1`, `$2` … */
  query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Number of rows that one statement changed. */
  execute(text: string, values?: readonly SqlValue[]): Promise<number>;
}

interface Handles {
  readonly models: Models;
  readonly client: PoolClient;
}

const handles = new WeakMap<Transaction, Handles>();

/** Makes the opaque transaction of one Prisma transaction and of the connection on which it runs. */
export function wrapTransaction(inner: Handles): Transaction {
  const transaction = Object.freeze({}) as Transaction;
  handles.set(transaction, inner);
  return transaction;
}

/** Prisma's models, reading and writing within the transaction. */
export function modelsIn(transaction: Transaction): Models {
  return handlesOf(transaction).models;
}

/**
 * Statements on the connection of the transaction, past Prisma: errors keep PostgreSQL's code and constraint, and arrays
 * of a hundred thousand values need no second encoding.
 */
export function sqlIn(transaction: Transaction): Sql {
  const { client } = handlesOf(transaction);
  return {
    query: async <Row extends object>(text: string, values: readonly SqlValue[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    execute: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
  };
}

/** Ends the use of a transaction: what is kept beyond its end must fail and not run on another one's connection. */
export function closeTransaction(transaction: Transaction): void {
  handles.delete(transaction);
}

function handlesOf(transaction: Transaction): Handles {
  const found = handles.get(transaction);
  if (!found) throw new Error('This transaction has ended.');
  return found;
}
