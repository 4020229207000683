-- A rack PDU type may leave out what its maker's file does not say: the engine takes it from what feeds the PDU, or says
-- that it is unknown.
ALTER TABLE "pdu_types"
  ALTER COLUMN "input_voltage_ll_v" DROP NOT NULL,
  ALTER COLUMN "rated_current_a" DROP NOT NULL,
  ALTER COLUMN "phases" DROP NOT NULL;

ALTER TABLE "device_types"
  ADD COLUMN "module_bay_positions" jsonb,
  ADD CONSTRAINT "device_types_module_bay_positions_check" CHECK (jsonb_typeof("module_bay_positions") = 'object');

ALTER TABLE "module_types"
  ADD COLUMN "inlets" jsonb,
  ADD CONSTRAINT "module_types_inlets_check" CHECK (jsonb_typeof("inlets") = 'array' AND jsonb_array_length("inlets") <= 20);

ALTER TABLE "devices" ADD COLUMN "modules_given" boolean NOT NULL DEFAULT false;

CREATE TABLE "device_modules" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "bay" text NOT NULL,
  "type" text NOT NULL,
  CONSTRAINT "device_modules_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "device_modules_position_check" CHECK ("position" >= 0 AND "position" < 1000),
  CONSTRAINT "device_modules_bay_check" CHECK (char_length("bay") >= 1 AND char_length("bay") <= 200 AND "bay" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_modules_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200)
);

CREATE TABLE "rack_reservations" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "rack" text NOT NULL,
  "units" jsonb NOT NULL,
  "held_for" text,
  CONSTRAINT "rack_reservations_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rack_reservations_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "rack_reservations_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_reservations_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rack_reservations_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "rack_reservations_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "rack_reservations_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "rack_reservations_units_check" CHECK (jsonb_typeof("units") = 'array' AND jsonb_array_length("units") >= 1 AND jsonb_array_length("units") <= 101),
  CONSTRAINT "rack_reservations_held_for_check" CHECK (char_length("held_for") >= 1 AND char_length("held_for") <= 200 AND "held_for" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

ALTER TABLE "device_modules" ADD CONSTRAINT "device_modules_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "devices" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "device_modules" ADD CONSTRAINT "device_modules_type_fkey" FOREIGN KEY ("type")
  REFERENCES "module_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "device_modules_type_idx" ON "device_modules" ("type");

ALTER TABLE "rack_reservations" ADD CONSTRAINT "rack_reservations_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "rack_reservations" ADD CONSTRAINT "rack_reservations_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "rack_reservations_site_id_rack_idx" ON "rack_reservations" ("site_id", "rack");

CREATE TRIGGER "device_modules_insert" AFTER INSERT ON "device_modules"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('devices');
CREATE TRIGGER "device_modules_update" AFTER UPDATE ON "device_modules"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('devices');
CREATE TRIGGER "device_modules_delete" AFTER DELETE ON "device_modules"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('devices');

CREATE TRIGGER "rack_reservations_changes" BEFORE UPDATE ON "rack_reservations"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();
