/**
 * Tables beside those of the kinds: what was done, what is planned, and answers kept for requests that are repeated.
 * Audit records outlive their site, so they name it and do not refer to it.
 */
export const RECORD_TABLES_SQL = `CREATE TABLE "audit_records" (
  "id" uuid NOT NULL,
  "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  "at" timestamptz NOT NULL DEFAULT now(),
  "actor" text NOT NULL,
  "action" text NOT NULL,
  "request_id" text NOT NULL,
  "site_id" uuid,
  "site_name" text,
  "document_revision" integer,
  "plan_id" uuid,
  "change_count" integer NOT NULL,
  CONSTRAINT "audit_records_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "audit_records_seq_key" UNIQUE ("seq"),
  CONSTRAINT "audit_records_actor_check" CHECK (char_length("actor") BETWEEN 1 AND 200),
  CONSTRAINT "audit_records_action_check" CHECK (char_length("action") BETWEEN 1 AND 100),
  CONSTRAINT "audit_records_request_id_check" CHECK (char_length("request_id") BETWEEN 1 AND 200),
  CONSTRAINT "audit_records_change_count_check" CHECK ("change_count" > 0)
);
CREATE INDEX "audit_records_site_id_seq_idx" ON "audit_records" ("site_id", "seq");

-- One row for each change, with what undoes it. Written once, with its record; a foreign key would only cost time.
CREATE TABLE "audit_changes" (
  "record_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "op" text NOT NULL,
  "kind" text NOT NULL,
  "key" text[] NOT NULL,
  "before" jsonb,
  "after" jsonb,
  CONSTRAINT "audit_changes_pkey" PRIMARY KEY ("record_id", "position"),
  CONSTRAINT "audit_changes_op_check" CHECK (
    CASE "op"
      WHEN 'create' THEN "before" IS NULL AND "after" IS NOT NULL
      WHEN 'update' THEN "before" IS NOT NULL AND "after" IS NOT NULL
      WHEN 'delete' THEN "before" IS NOT NULL AND "after" IS NULL
      ELSE false
    END
  )
);

CREATE TABLE "plans" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "status" text NOT NULL,
  "base_document_revision" integer NOT NULL,
  "created_by" text NOT NULL,
  CONSTRAINT "plans_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "plans_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "plans_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "sites" ("id") ON DELETE CASCADE,
  CONSTRAINT "plans_name_check" CHECK (char_length("name") BETWEEN 1 AND 200),
  CONSTRAINT "plans_status_check" CHECK ("status" IN ('draft', 'submitted', 'approved', 'rejected', 'applied', 'withdrawn'))
);

CREATE TABLE "plan_changes" (
  "plan_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "effective_on" text,
  "op" text NOT NULL,
  "kind" text NOT NULL,
  "key" text[],
  "value" jsonb,
  CONSTRAINT "plan_changes_pkey" PRIMARY KEY ("plan_id", "position"),
  CONSTRAINT "plan_changes_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans" ("id") ON DELETE CASCADE,
  CONSTRAINT "plan_changes_effective_on_check" CHECK ("effective_on" ~ '^\\d{4}-\\d{2}-\\d{2}$'),
  CONSTRAINT "plan_changes_op_check" CHECK (
    CASE "op"
      WHEN 'create' THEN "key" IS NULL AND "value" IS NOT NULL
      WHEN 'update' THEN "key" IS NOT NULL AND "value" IS NOT NULL
      WHEN 'delete' THEN "key" IS NOT NULL AND "value" IS NULL
      ELSE false
    END
  )
);

-- Who decided what on a plan, and when; kept when the plan is gone.
CREATE TABLE "approvals" (
  "id" uuid NOT NULL,
  "at" timestamptz NOT NULL DEFAULT now(),
  "site_id" uuid NOT NULL,
  "site_name" text NOT NULL,
  "plan_id" uuid NOT NULL,
  "plan_name" text NOT NULL,
  "plan_revision" integer NOT NULL,
  "actor" text NOT NULL,
  "decision" text NOT NULL,
  "reason" text,
  CONSTRAINT "approvals_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "approvals_decision_check" CHECK ("decision" IN ('approved', 'rejected', 'withdrawn'))
);
CREATE INDEX "approvals_plan_id_idx" ON "approvals" ("plan_id");
CREATE INDEX "approvals_site_id_idx" ON "approvals" ("site_id");

CREATE TABLE "idempotency_keys" (
  "key" text NOT NULL,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "request_hash" text NOT NULL,
  "status" integer,
  "body" jsonb,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("key"),
  CONSTRAINT "idempotency_keys_key_check" CHECK (char_length("key") BETWEEN 1 AND 255),
  CONSTRAINT "idempotency_keys_status_check" CHECK ("status" BETWEEN 100 AND 599)
);
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" ("created_at");

CREATE FUNCTION "append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "audit_records_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_records"
  FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
CREATE TRIGGER "audit_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
CREATE TRIGGER "approvals_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "approvals"
  FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
CREATE TRIGGER "plans_changes" BEFORE UPDATE ON "plans"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();`;

export const RECORD_MODELS_PRISMA = `model AuditRecord {
  id               String   @id @db.Uuid
  seq              BigInt   @unique @default(autoincrement())
  at               DateTime @default(now()) @db.Timestamptz
  actor            String
  action           String
  requestId        String   @map("request_id")
  siteId           String?  @map("site_id") @db.Uuid
  siteName         String?  @map("site_name")
  documentRevision Int?     @map("document_revision")
  planId           String?  @map("plan_id") @db.Uuid
  changeCount      Int      @map("change_count")

  @@index([siteId, seq])
  @@map("audit_records")
}

model AuditChange {
  recordId String   @map("record_id") @db.Uuid
  position Int
  op       String
  kind     String
  key      String[]
  before   Json?
  after    Json?

  @@id([recordId, position])
  @@map("audit_changes")
}

model Plan {
  id                   String   @id @db.Uuid
  siteId               String   @map("site_id") @db.Uuid
  revision             Int      @default(1)
  createdAt            DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt            DateTime @default(now()) @map("updated_at") @db.Timestamptz
  name                 String
  description          String?
  status               String
  baseDocumentRevision Int      @map("base_document_revision")
  createdBy            String   @map("created_by")

  @@unique([siteId, name])
  @@map("plans")
}

model PlanChange {
  planId      String   @map("plan_id") @db.Uuid
  position    Int
  effectiveOn String?  @map("effective_on")
  op          String
  kind        String
  key         String[]
  value       Json?

  @@id([planId, position])
  @@map("plan_changes")
}

model Approval {
  id           String   @id @db.Uuid
  at           DateTime @default(now()) @db.Timestamptz
  siteId       String   @map("site_id") @db.Uuid
  siteName     String   @map("site_name")
  planId       String   @map("plan_id") @db.Uuid
  planName     String   @map("plan_name")
  planRevision Int      @map("plan_revision")
  actor        String
  decision     String
  reason       String?

  @@index([planId])
  @@index([siteId])
  @@map("approvals")
}

model IdempotencyKey {
  key         String   @id
  createdAt   DateTime @default(now()) @map("created_at") @db.Timestamptz
  requestHash String   @map("request_hash")
  status      Int?
  body        Json?

  @@index([createdAt])
  @@map("idempotency_keys")
}`;
