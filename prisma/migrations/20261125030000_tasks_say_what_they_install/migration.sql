-- Days between the delivery of a thing and its installation.
ALTER TABLE "sites" ADD COLUMN "receiving_buffer_days" integer;
ALTER TABLE "sites" ADD CONSTRAINT "sites_receiving_buffer_days_check" CHECK ("receiving_buffer_days" >= 0 AND "receiving_buffer_days" <= 365);

-- What a task puts in place.
ALTER TABLE "tasks" ADD COLUMN "installs_given" boolean NOT NULL DEFAULT false;

CREATE TABLE "task_installs" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "rack" text,
  "pod" text,
  "phase" text,
  "room" text,
  "category" text,
  CONSTRAINT "task_installs_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "task_installs_position_check" CHECK ("position" >= 0 AND "position" < 1000),
  CONSTRAINT "task_installs_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "task_installs_pod_check" CHECK (char_length("pod") >= 1 AND char_length("pod") <= 200),
  CONSTRAINT "task_installs_phase_check" CHECK (char_length("phase") >= 1 AND char_length("phase") <= 200),
  CONSTRAINT "task_installs_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "task_installs_category_check" CHECK ("category" IN ('racks', 'compute', 'network', 'power', 'cooling', 'cabling', 'floor', 'other'))
);

ALTER TABLE "task_installs" ADD CONSTRAINT "task_installs_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "tasks" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_installs" ADD CONSTRAINT "task_installs_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_installs" ADD CONSTRAINT "task_installs_site_id_pod_fkey" FOREIGN KEY ("site_id", "pod")
  REFERENCES "pods" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_installs" ADD CONSTRAINT "task_installs_site_id_phase_fkey" FOREIGN KEY ("site_id", "phase")
  REFERENCES "phases" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_installs" ADD CONSTRAINT "task_installs_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "task_installs_site_id_rack_idx" ON "task_installs" ("site_id", "rack");
CREATE INDEX "task_installs_site_id_pod_idx" ON "task_installs" ("site_id", "pod");
CREATE INDEX "task_installs_site_id_phase_idx" ON "task_installs" ("site_id", "phase");
CREATE INDEX "task_installs_site_id_room_idx" ON "task_installs" ("site_id", "room");

CREATE TRIGGER "task_installs_insert" AFTER INSERT ON "task_installs"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_installs_update" AFTER UPDATE ON "task_installs"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_installs_delete" AFTER DELETE ON "task_installs"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
