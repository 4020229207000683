ALTER TABLE "sites"
  ADD COLUMN "cabling" jsonb,
  ADD CONSTRAINT "sites_cabling_check" CHECK (jsonb_typeof("cabling") = 'object');

ALTER TABLE "pdu_types"
  ADD COLUMN "length_mm" double precision,
  ADD CONSTRAINT "pdu_types_length_mm_check" CHECK ("length_mm" >= 0.000001 AND "length_mm" <= 3000);

ALTER TABLE "cable_types"
  ADD COLUMN "mass_kg_per_m" double precision,
  ADD COLUMN "polarity" text,
  ADD COLUMN "attenuation_db_per_km" double precision,
  ADD COLUMN "connector_loss_db" double precision,
  ADD COLUMN "alternatives_given" boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT "cable_types_mass_kg_per_m_check" CHECK ("mass_kg_per_m" >= 0.000001 AND "mass_kg_per_m" <= 100),
  ADD CONSTRAINT "cable_types_polarity_check" CHECK ("polarity" IN ('A', 'B', 'C')),
  ADD CONSTRAINT "cable_types_attenuation_db_per_km_check" CHECK ("attenuation_db_per_km" >= 0.000001 AND "attenuation_db_per_km" <= 100),
  ADD CONSTRAINT "cable_types_connector_loss_db_check" CHECK ("connector_loss_db" >= 0 AND "connector_loss_db" <= 10);

CREATE TABLE "cable_type_alternatives" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "cable_type_alternatives_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cable_type_alternatives_position_check" CHECK ("position" >= 0 AND "position" < 50)
);

ALTER TABLE "transceiver_types"
  ADD COLUMN "loss_budget_db" double precision,
  ADD CONSTRAINT "transceiver_types_loss_budget_db_check" CHECK ("loss_budget_db" >= 0.000001 AND "loss_budget_db" <= 100);

ALTER TABLE "pod_templates"
  ADD COLUMN "reserved_ports" jsonb,
  ADD CONSTRAINT "pod_templates_reserved_ports_check" CHECK (jsonb_typeof("reserved_ports") = 'array' AND jsonb_array_length("reserved_ports") <= 500);

ALTER TABLE "pod_template_port_map"
  ADD COLUMN "sub_ports" text,
  ADD COLUMN "to_sub_ports" text,
  ADD COLUMN "ways" integer,
  ADD COLUMN "transceiver" text,
  ADD COLUMN "to_transceiver" text,
  DROP CONSTRAINT "pod_template_port_map_pattern_check",
  ADD CONSTRAINT "pod_template_port_map_pattern_check" CHECK ("pattern" IN ('mesh', 'leaf-spine', 'one-to-one')),
  ADD CONSTRAINT "pod_template_port_map_sub_ports_check" CHECK (char_length("sub_ports") >= 1 AND char_length("sub_ports") <= 200 AND "sub_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  ADD CONSTRAINT "pod_template_port_map_to_sub_ports_check" CHECK (char_length("to_sub_ports") >= 1 AND char_length("to_sub_ports") <= 200 AND "to_sub_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  ADD CONSTRAINT "pod_template_port_map_ways_check" CHECK ("ways" >= 1 AND "ways" <= 31),
  ADD CONSTRAINT "pod_template_port_map_transceiver_check" CHECK (char_length("transceiver") >= 1 AND char_length("transceiver") <= 200),
  ADD CONSTRAINT "pod_template_port_map_to_transceiver_check" CHECK (char_length("to_transceiver") >= 1 AND char_length("to_transceiver") <= 200);

ALTER TABLE "racks"
  ADD COLUMN "cable_entry" text,
  ADD COLUMN "power_entry" text,
  ADD CONSTRAINT "racks_cable_entry_check" CHECK ("cable_entry" IN ('top', 'bottom')),
  ADD CONSTRAINT "racks_power_entry_check" CHECK ("power_entry" IN ('top', 'bottom'));

ALTER TABLE "tray_segments"
  ADD COLUMN "maximum_load_kg_per_m" double precision,
  ADD CONSTRAINT "tray_segments_maximum_load_kg_per_m_check" CHECK ("maximum_load_kg_per_m" >= 0.000001 AND "maximum_load_kg_per_m" <= 2000);

CREATE TABLE "port_maps" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "status" text,
  "available_from" text,
  "retired_from" text,
  "phase" text,
  "reserved_ports" jsonb,
  CONSTRAINT "port_maps_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "port_maps_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "port_maps_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_maps_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "port_maps_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "port_maps_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "port_maps_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "port_maps_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "port_maps_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "port_maps_phase_check" CHECK (char_length("phase") >= 1 AND char_length("phase") <= 200),
  CONSTRAINT "port_maps_reserved_ports_check" CHECK (jsonb_typeof("reserved_ports") = 'array' AND jsonb_array_length("reserved_ports") <= 500)
);

CREATE TABLE "port_map_lines" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "name" text NOT NULL,
  "pattern" text NOT NULL,
  "between" text,
  "devices" jsonb NOT NULL,
  "groups" text,
  "ports" text NOT NULL,
  "sub_ports" text,
  "multiplicity" integer,
  "to_devices" jsonb,
  "to_ports" text,
  "to_sub_ports" text,
  "ways" integer,
  "cable_type" text NOT NULL,
  "transceiver" text,
  "to_transceiver" text,
  "length_m" double precision,
  CONSTRAINT "port_map_lines_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "port_map_lines_position_check" CHECK ("position" >= 0 AND "position" < 500),
  CONSTRAINT "port_map_lines_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_pattern_check" CHECK ("pattern" IN ('mesh', 'leaf-spine', 'one-to-one')),
  CONSTRAINT "port_map_lines_between_check" CHECK ("between" IN ('groups', 'devices', 'racks', 'pods', 'lists')),
  CONSTRAINT "port_map_lines_devices_check" CHECK (jsonb_typeof("devices") = 'array' AND jsonb_array_length("devices") >= 1 AND jsonb_array_length("devices") <= 2000),
  CONSTRAINT "port_map_lines_groups_check" CHECK (char_length("groups") >= 1 AND char_length("groups") <= 200 AND "groups" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_ports_check" CHECK (char_length("ports") >= 1 AND char_length("ports") <= 200 AND "ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_sub_ports_check" CHECK (char_length("sub_ports") >= 1 AND char_length("sub_ports") <= 200 AND "sub_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_multiplicity_check" CHECK ("multiplicity" >= 1 AND "multiplicity" <= 1000),
  CONSTRAINT "port_map_lines_to_devices_check" CHECK (jsonb_typeof("to_devices") = 'array' AND jsonb_array_length("to_devices") >= 1 AND jsonb_array_length("to_devices") <= 2000),
  CONSTRAINT "port_map_lines_to_ports_check" CHECK (char_length("to_ports") >= 1 AND char_length("to_ports") <= 200 AND "to_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_to_sub_ports_check" CHECK (char_length("to_sub_ports") >= 1 AND char_length("to_sub_ports") <= 200 AND "to_sub_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "port_map_lines_ways_check" CHECK ("ways" >= 1 AND "ways" <= 31),
  CONSTRAINT "port_map_lines_cable_type_check" CHECK (char_length("cable_type") >= 1 AND char_length("cable_type") <= 200),
  CONSTRAINT "port_map_lines_transceiver_check" CHECK (char_length("transceiver") >= 1 AND char_length("transceiver") <= 200),
  CONSTRAINT "port_map_lines_to_transceiver_check" CHECK (char_length("to_transceiver") >= 1 AND char_length("to_transceiver") <= 200),
  CONSTRAINT "port_map_lines_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 10000)
);

ALTER TABLE "cable_ends"
  ADD COLUMN "transceiver" text,
  ADD CONSTRAINT "cable_ends_transceiver_check" CHECK (char_length("transceiver") >= 1 AND char_length("transceiver") <= 200);

ALTER TABLE "cable_type_alternatives" ADD CONSTRAINT "cable_type_alternatives_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "cable_types" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "cable_type_alternatives" ADD CONSTRAINT "cable_type_alternatives_name_fkey" FOREIGN KEY ("name")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "cable_type_alternatives_name_idx" ON "cable_type_alternatives" ("name");

ALTER TABLE "pod_template_port_map" ADD CONSTRAINT "pod_template_port_map_transceiver_fkey" FOREIGN KEY ("transceiver")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "pod_template_port_map" ADD CONSTRAINT "pod_template_port_map_to_transceiver_fkey" FOREIGN KEY ("to_transceiver")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "pod_template_port_map_transceiver_idx" ON "pod_template_port_map" ("transceiver");

CREATE INDEX "pod_template_port_map_to_transceiver_idx" ON "pod_template_port_map" ("to_transceiver");

ALTER TABLE "port_maps" ADD CONSTRAINT "port_maps_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "port_maps" ADD CONSTRAINT "port_maps_site_id_phase_fkey" FOREIGN KEY ("site_id", "phase")
  REFERENCES "phases" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "port_maps_site_id_phase_idx" ON "port_maps" ("site_id", "phase");

ALTER TABLE "port_map_lines" ADD CONSTRAINT "port_map_lines_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "port_maps" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "port_map_lines" ADD CONSTRAINT "port_map_lines_cable_type_fkey" FOREIGN KEY ("cable_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "port_map_lines" ADD CONSTRAINT "port_map_lines_transceiver_fkey" FOREIGN KEY ("transceiver")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "port_map_lines" ADD CONSTRAINT "port_map_lines_to_transceiver_fkey" FOREIGN KEY ("to_transceiver")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "port_map_lines_cable_type_idx" ON "port_map_lines" ("cable_type");

CREATE INDEX "port_map_lines_transceiver_idx" ON "port_map_lines" ("transceiver");

CREATE INDEX "port_map_lines_to_transceiver_idx" ON "port_map_lines" ("to_transceiver");

ALTER TABLE "cable_ends" ADD CONSTRAINT "cable_ends_transceiver_fkey" FOREIGN KEY ("transceiver")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "cable_ends_transceiver_idx" ON "cable_ends" ("transceiver");

CREATE TRIGGER "cable_type_alternatives_insert" AFTER INSERT ON "cable_type_alternatives"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cable_types');

CREATE TRIGGER "cable_type_alternatives_update" AFTER UPDATE ON "cable_type_alternatives"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cable_types');

CREATE TRIGGER "cable_type_alternatives_delete" AFTER DELETE ON "cable_type_alternatives"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cable_types');

CREATE TRIGGER "port_maps_changes" BEFORE UPDATE ON "port_maps"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "port_map_lines_insert" AFTER INSERT ON "port_map_lines"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('port_maps');

CREATE TRIGGER "port_map_lines_update" AFTER UPDATE ON "port_map_lines"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('port_maps');

CREATE TRIGGER "port_map_lines_delete" AFTER DELETE ON "port_map_lines"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('port_maps');
