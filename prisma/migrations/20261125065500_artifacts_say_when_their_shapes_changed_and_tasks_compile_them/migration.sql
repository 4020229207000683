ALTER TABLE "artifacts"
  ADD COLUMN "shapes_changed_on" text,
  ADD COLUMN "compiled_on" text,
  ADD COLUMN "validated_on" text,
  ADD CONSTRAINT "artifacts_shapes_changed_on_check" CHECK ("shapes_changed_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  ADD CONSTRAINT "artifacts_compiled_on_check" CHECK ("compiled_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  ADD CONSTRAINT "artifacts_validated_on_check" CHECK ("validated_on" ~ '^\d{4}-\d{2}-\d{2}$');

ALTER TABLE "tasks"
  ADD COLUMN "compiles" text,
  ADD CONSTRAINT "tasks_compiles_check" CHECK (char_length("compiles") >= 1 AND char_length("compiles") <= 200),
  ADD CONSTRAINT "tasks_site_id_compiles_fkey" FOREIGN KEY ("site_id", "compiles") REFERENCES "artifacts" ("site_id", "name") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "tasks_site_id_compiles_idx" ON "tasks" ("site_id", "compiles");
