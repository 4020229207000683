ALTER TABLE "sites"
  ADD COLUMN "design_ambient_c" double precision,
  ADD COLUMN "row_end_minimum_m" double precision,
  ADD COLUMN "route_minimum_m" double precision,
  ADD COLUMN "longest_row" integer,
  ADD COLUMN "longest_dead_end" integer,
  ADD CONSTRAINT "sites_design_ambient_c_check" CHECK ("design_ambient_c" >= -60 AND "design_ambient_c" <= 60),
  ADD CONSTRAINT "sites_row_end_minimum_m_check" CHECK ("row_end_minimum_m" >= 0.000001 AND "row_end_minimum_m" <= 20),
  ADD CONSTRAINT "sites_route_minimum_m_check" CHECK ("route_minimum_m" >= 0.000001 AND "route_minimum_m" <= 20),
  ADD CONSTRAINT "sites_longest_row_check" CHECK ("longest_row" >= 1 AND "longest_row" <= 1000),
  ADD CONSTRAINT "sites_longest_dead_end_check" CHECK ("longest_dead_end" >= 1 AND "longest_dead_end" <= 1000);

ALTER TABLE "device_types"
  ADD COLUMN "fan_curve" jsonb,
  ADD CONSTRAINT "device_types_fan_curve_check" CHECK (jsonb_typeof("fan_curve") = 'array' AND jsonb_array_length("fan_curve") <= 50);

ALTER TABLE "cooling_unit_types"
  ADD COLUMN "rated_water_c" double precision,
  ADD COLUMN "rated_altitude_m" double precision,
  ADD COLUMN "heat_capture_fraction" double precision,
  ADD CONSTRAINT "cooling_unit_types_rated_water_c_check" CHECK ("rated_water_c" >= -20 AND "rated_water_c" <= 80),
  ADD CONSTRAINT "cooling_unit_types_rated_altitude_m_check" CHECK ("rated_altitude_m" >= -500 AND "rated_altitude_m" <= 9000),
  ADD CONSTRAINT "cooling_unit_types_heat_capture_fraction_check" CHECK ("heat_capture_fraction" >= 0 AND "heat_capture_fraction" <= 1);

ALTER TABLE "rooms"
  ADD COLUMN "sprinkler_height_m" double precision,
  ADD COLUMN "lighting_w" double precision,
  ADD COLUMN "occupants" integer,
  ADD CONSTRAINT "rooms_sprinkler_height_m_check" CHECK ("sprinkler_height_m" >= 0.000001 AND "sprinkler_height_m" <= 50),
  ADD CONSTRAINT "rooms_lighting_w_check" CHECK ("lighting_w" >= 0 AND "lighting_w" <= 10000000),
  ADD CONSTRAINT "rooms_occupants_check" CHECK ("occupants" >= 0 AND "occupants" <= 10000);

ALTER TABLE "obstacles"
  ADD COLUMN "swing_outline" jsonb,
  ADD CONSTRAINT "obstacles_swing_outline_check" CHECK (jsonb_typeof("swing_outline") = 'array' AND jsonb_array_length("swing_outline") >= 3 AND jsonb_array_length("swing_outline") <= 1000);

CREATE TABLE "floor_routes" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "room" text NOT NULL,
  "purpose" text NOT NULL,
  "path" jsonb NOT NULL,
  "width_m" double precision,
  "height_m" double precision,
  "floor_load_limit_k_pa" double precision,
  "point_load_limit_k_n" double precision,
  CONSTRAINT "floor_routes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "floor_routes_site_id_room_name_key" UNIQUE ("site_id", "room", "name"),
  CONSTRAINT "floor_routes_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "floor_routes_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "floor_routes_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "floor_routes_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "floor_routes_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "floor_routes_purpose_check" CHECK ("purpose" IN ('delivery', 'egress')),
  CONSTRAINT "floor_routes_path_check" CHECK (jsonb_typeof("path") = 'array' AND jsonb_array_length("path") >= 2 AND jsonb_array_length("path") <= 1000),
  CONSTRAINT "floor_routes_width_m_check" CHECK ("width_m" >= 0.000001 AND "width_m" <= 100),
  CONSTRAINT "floor_routes_height_m_check" CHECK ("height_m" >= 0.000001 AND "height_m" <= 50),
  CONSTRAINT "floor_routes_floor_load_limit_k_pa_check" CHECK ("floor_load_limit_k_pa" >= 0.000001 AND "floor_load_limit_k_pa" <= 1000),
  CONSTRAINT "floor_routes_point_load_limit_k_n_check" CHECK ("point_load_limit_k_n" >= 0.000001 AND "point_load_limit_k_n" <= 1000)
);

ALTER TABLE "racks"
  ADD COLUMN "blanked_fraction" double precision,
  ADD CONSTRAINT "racks_blanked_fraction_check" CHECK ("blanked_fraction" >= 0 AND "blanked_fraction" <= 1);

ALTER TABLE "cooling_zones"
  ADD COLUMN "perforated_tile_count" integer,
  ADD COLUMN "tile_open_fraction" double precision,
  ADD CONSTRAINT "cooling_zones_perforated_tile_count_check" CHECK ("perforated_tile_count" >= 0 AND "perforated_tile_count" <= 100000),
  ADD CONSTRAINT "cooling_zones_tile_open_fraction_check" CHECK ("tile_open_fraction" >= 0 AND "tile_open_fraction" <= 1);

ALTER TABLE "water_loops"
  ADD COLUMN "volume_l" double precision,
  ADD CONSTRAINT "water_loops_volume_l_check" CHECK ("volume_l" >= 0.000001 AND "volume_l" <= 1000000000);

ALTER TABLE "heat_rejections"
  ADD COLUMN "capacity_loss_per_k" double precision,
  ADD COLUMN "rated_altitude_m" double precision,
  ADD CONSTRAINT "heat_rejections_capacity_loss_per_k_check" CHECK ("capacity_loss_per_k" >= 0 AND "capacity_loss_per_k" <= 1),
  ADD CONSTRAINT "heat_rejections_rated_altitude_m_check" CHECK ("rated_altitude_m" >= -500 AND "rated_altitude_m" <= 9000);

ALTER TABLE "floor_routes" ADD CONSTRAINT "floor_routes_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "floor_routes" ADD CONSTRAINT "floor_routes_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER "floor_routes_changes" BEFORE UPDATE ON "floor_routes"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();
