CREATE TABLE "sites" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "document_revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "as_of" text,
  "revision_label" text,
  "address" text,
  "country" text,
  "time_zone" text,
  "currency" text,
  "altitude_m" double precision,
  "electrical_practice" text,
  "continuous_load_fraction" double precision,
  "allowed_imbalance_fraction" double precision,
  "ashrae_class" text,
  "supply_c" double precision,
  "relative_humidity" double precision,
  "floor_load_limit_k_pa" double precision,
  "tray_fill_limit" double precision,
  "cold_aisle_minimum_m" double precision,
  "hot_aisle_minimum_m" double precision,
  "redundancy" text,
  "cable_spare_fraction" double precision,
  "sources" jsonb,
  CONSTRAINT "sites_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sites_name_key" UNIQUE ("name"),
  CONSTRAINT "sites_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "sites_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "sites_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "sites_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "sites_as_of_check" CHECK ("as_of" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "sites_revision_label_check" CHECK (char_length("revision_label") >= 1 AND char_length("revision_label") <= 60 AND "revision_label" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "sites_address_check" CHECK (char_length("address") <= 1000 AND "address" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "sites_country_check" CHECK ("country" ~ '^[A-Z]{2}$'),
  CONSTRAINT "sites_time_zone_check" CHECK (char_length("time_zone") >= 1 AND char_length("time_zone") <= 60 AND "time_zone" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "sites_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "sites_altitude_m_check" CHECK ("altitude_m" >= -500 AND "altitude_m" <= 9000),
  CONSTRAINT "sites_electrical_practice_check" CHECK ("electrical_practice" IN ('nec', 'iec')),
  CONSTRAINT "sites_continuous_load_fraction_check" CHECK ("continuous_load_fraction" >= 0.000001 AND "continuous_load_fraction" <= 1),
  CONSTRAINT "sites_allowed_imbalance_fraction_check" CHECK ("allowed_imbalance_fraction" >= 0 AND "allowed_imbalance_fraction" <= 1),
  CONSTRAINT "sites_ashrae_class_check" CHECK ("ashrae_class" IN ('A1', 'A2', 'A3', 'A4', 'H1')),
  CONSTRAINT "sites_supply_c_check" CHECK ("supply_c" >= -20 AND "supply_c" <= 60),
  CONSTRAINT "sites_relative_humidity_check" CHECK ("relative_humidity" >= 0 AND "relative_humidity" <= 1),
  CONSTRAINT "sites_floor_load_limit_k_pa_check" CHECK ("floor_load_limit_k_pa" >= 0.000001 AND "floor_load_limit_k_pa" <= 1000),
  CONSTRAINT "sites_tray_fill_limit_check" CHECK ("tray_fill_limit" >= 0 AND "tray_fill_limit" <= 1),
  CONSTRAINT "sites_cold_aisle_minimum_m_check" CHECK ("cold_aisle_minimum_m" >= 0.000001 AND "cold_aisle_minimum_m" <= 20),
  CONSTRAINT "sites_hot_aisle_minimum_m_check" CHECK ("hot_aisle_minimum_m" >= 0.000001 AND "hot_aisle_minimum_m" <= 20),
  CONSTRAINT "sites_redundancy_check" CHECK ("redundancy" IN ('n', 'n+1', '2n')),
  CONSTRAINT "sites_cable_spare_fraction_check" CHECK ("cable_spare_fraction" >= 0 AND "cable_spare_fraction" <= 1),
  CONSTRAINT "sites_sources_check" CHECK (jsonb_typeof("sources") = 'object')
);

CREATE TABLE "rack_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "height_u" integer NOT NULL,
  "outer_width_mm" double precision NOT NULL,
  "outer_depth_mm" double precision NOT NULL,
  "outer_height_mm" double precision,
  "empty_weight_kg" double precision,
  "maximum_load_kg" double precision,
  "starting_unit" integer,
  "descending_units" boolean,
  "caster_count" integer,
  "front_door_clearance_mm" double precision,
  "rear_door_clearance_mm" double precision,
  CONSTRAINT "rack_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rack_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "rack_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "rack_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rack_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "rack_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "rack_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "rack_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "rack_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "rack_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "rack_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rack_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "rack_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rack_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rack_types_height_u_check" CHECK ("height_u" >= 1 AND "height_u" <= 100),
  CONSTRAINT "rack_types_outer_width_mm_check" CHECK ("outer_width_mm" >= 0.000001 AND "outer_width_mm" <= 3000),
  CONSTRAINT "rack_types_outer_depth_mm_check" CHECK ("outer_depth_mm" >= 0.000001 AND "outer_depth_mm" <= 3000),
  CONSTRAINT "rack_types_outer_height_mm_check" CHECK ("outer_height_mm" >= 0.000001 AND "outer_height_mm" <= 5000),
  CONSTRAINT "rack_types_empty_weight_kg_check" CHECK ("empty_weight_kg" >= 0.000001 AND "empty_weight_kg" <= 5000),
  CONSTRAINT "rack_types_maximum_load_kg_check" CHECK ("maximum_load_kg" >= 0.000001 AND "maximum_load_kg" <= 10000),
  CONSTRAINT "rack_types_starting_unit_check" CHECK ("starting_unit" >= 0 AND "starting_unit" <= 100),
  CONSTRAINT "rack_types_caster_count_check" CHECK ("caster_count" >= 1 AND "caster_count" <= 16),
  CONSTRAINT "rack_types_front_door_clearance_mm_check" CHECK ("front_door_clearance_mm" >= 0 AND "front_door_clearance_mm" <= 3000),
  CONSTRAINT "rack_types_rear_door_clearance_mm_check" CHECK ("rear_door_clearance_mm" >= 0 AND "rear_door_clearance_mm" <= 3000)
);

CREATE TABLE "device_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "height_u" double precision NOT NULL,
  "full_depth" boolean,
  "weight_kg" double precision,
  "typical_power_w" double precision,
  "maximum_power_w" double precision,
  "nameplate_power_w" double precision,
  "power_factor" double precision,
  "power_supplies" jsonb,
  "supplies_for_full_service" integer,
  "supplies_for_reduced_service" integer,
  "reduced_power_w" double precision,
  "maximum_heat_w" double precision,
  "liquid_heat_fraction" double precision,
  "airflow_direction" text,
  "typical_airflow_m3_per_h" double precision,
  "maximum_airflow_m3_per_h" double precision,
  "design_delta_t_k" double precision,
  "maximum_delta_t_k" double precision,
  "minimum_inlet_c" double precision,
  "maximum_inlet_c" double precision,
  "ashrae_class" text,
  "ports" jsonb,
  "module_bays" jsonb,
  "accelerator_count" integer,
  "accelerator_model" text,
  "annual_failure_rate" double precision,
  "repair_hours" double precision,
  CONSTRAINT "device_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "device_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "device_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "device_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "device_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "device_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "device_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "device_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "device_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "device_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "device_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "device_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "device_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "device_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "device_types_height_u_check" CHECK ("height_u" >= 0 AND "height_u" <= 100 AND "height_u" / 0.5 = floor("height_u" / 0.5)),
  CONSTRAINT "device_types_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 5000),
  CONSTRAINT "device_types_typical_power_w_check" CHECK ("typical_power_w" >= 0.000001 AND "typical_power_w" <= 1000000),
  CONSTRAINT "device_types_maximum_power_w_check" CHECK ("maximum_power_w" >= 0.000001 AND "maximum_power_w" <= 1000000),
  CONSTRAINT "device_types_nameplate_power_w_check" CHECK ("nameplate_power_w" >= 0.000001 AND "nameplate_power_w" <= 1000000),
  CONSTRAINT "device_types_power_factor_check" CHECK ("power_factor" >= 0.000001 AND "power_factor" <= 1),
  CONSTRAINT "device_types_power_supplies_check" CHECK (jsonb_typeof("power_supplies") = 'array' AND jsonb_array_length("power_supplies") <= 200),
  CONSTRAINT "device_types_supplies_for_full_service_check" CHECK ("supplies_for_full_service" >= 1 AND "supplies_for_full_service" <= 200),
  CONSTRAINT "device_types_supplies_for_reduced_service_check" CHECK ("supplies_for_reduced_service" >= 1 AND "supplies_for_reduced_service" <= 200),
  CONSTRAINT "device_types_reduced_power_w_check" CHECK ("reduced_power_w" >= 0.000001 AND "reduced_power_w" <= 1000000),
  CONSTRAINT "device_types_maximum_heat_w_check" CHECK ("maximum_heat_w" >= 0.000001 AND "maximum_heat_w" <= 1000000),
  CONSTRAINT "device_types_liquid_heat_fraction_check" CHECK ("liquid_heat_fraction" >= 0 AND "liquid_heat_fraction" <= 1),
  CONSTRAINT "device_types_airflow_direction_check" CHECK ("airflow_direction" IN ('front-to-rear', 'rear-to-front', 'left-to-right', 'right-to-left', 'side-to-rear', 'mixed', 'passive')),
  CONSTRAINT "device_types_typical_airflow_m3_per_h_check" CHECK ("typical_airflow_m3_per_h" >= 0.000001 AND "typical_airflow_m3_per_h" <= 1000000),
  CONSTRAINT "device_types_maximum_airflow_m3_per_h_check" CHECK ("maximum_airflow_m3_per_h" >= 0.000001 AND "maximum_airflow_m3_per_h" <= 1000000),
  CONSTRAINT "device_types_design_delta_t_k_check" CHECK ("design_delta_t_k" >= 0.000001 AND "design_delta_t_k" <= 100),
  CONSTRAINT "device_types_maximum_delta_t_k_check" CHECK ("maximum_delta_t_k" >= 0.000001 AND "maximum_delta_t_k" <= 100),
  CONSTRAINT "device_types_minimum_inlet_c_check" CHECK ("minimum_inlet_c" >= -60 AND "minimum_inlet_c" <= 100),
  CONSTRAINT "device_types_maximum_inlet_c_check" CHECK ("maximum_inlet_c" >= -60 AND "maximum_inlet_c" <= 100),
  CONSTRAINT "device_types_ashrae_class_check" CHECK ("ashrae_class" IN ('A1', 'A2', 'A3', 'A4', 'H1')),
  CONSTRAINT "device_types_ports_check" CHECK (jsonb_typeof("ports") = 'array' AND jsonb_array_length("ports") <= 5000),
  CONSTRAINT "device_types_module_bays_check" CHECK (jsonb_typeof("module_bays") = 'array' AND jsonb_array_length("module_bays") <= 1000),
  CONSTRAINT "device_types_accelerator_count_check" CHECK ("accelerator_count" >= 0 AND "accelerator_count" <= 10000),
  CONSTRAINT "device_types_accelerator_model_check" CHECK (char_length("accelerator_model") >= 1 AND char_length("accelerator_model") <= 200 AND "accelerator_model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "device_types_annual_failure_rate_check" CHECK ("annual_failure_rate" >= 0 AND "annual_failure_rate" <= 100),
  CONSTRAINT "device_types_repair_hours_check" CHECK ("repair_hours" >= 0.000001 AND "repair_hours" <= 100000)
);

CREATE TABLE "module_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "kind" text NOT NULL,
  "connector" text,
  "supplied_power_w" double precision,
  "maximum_power_w" double precision,
  "weight_kg" double precision,
  "ports" jsonb,
  CONSTRAINT "module_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "module_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "module_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "module_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "module_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "module_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "module_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "module_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "module_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "module_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "module_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "module_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "module_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "module_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "module_types_kind_check" CHECK ("kind" IN ('power-supply', 'line-card', 'transceiver', 'fan', 'storage', 'other')),
  CONSTRAINT "module_types_connector_check" CHECK (char_length("connector") >= 1 AND char_length("connector") <= 60 AND "connector" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "module_types_supplied_power_w_check" CHECK ("supplied_power_w" >= 0.000001 AND "supplied_power_w" <= 100000),
  CONSTRAINT "module_types_maximum_power_w_check" CHECK ("maximum_power_w" >= 0.000001 AND "maximum_power_w" <= 100000),
  CONSTRAINT "module_types_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 1000),
  CONSTRAINT "module_types_ports_check" CHECK (jsonb_typeof("ports") = 'array' AND jsonb_array_length("ports") <= 5000)
);

CREATE TABLE "pdu_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "input_voltage_ll_v" double precision NOT NULL,
  "rated_current_a" double precision NOT NULL,
  "phases" integer NOT NULL,
  "wiring" text,
  "plug" text,
  "rating_is_continuous" boolean,
  "loss_fraction" double precision,
  "weight_kg" double precision,
  "banks" jsonb,
  "outlets" jsonb,
  CONSTRAINT "pdu_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pdu_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "pdu_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "pdu_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pdu_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "pdu_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "pdu_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "pdu_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "pdu_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "pdu_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "pdu_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pdu_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "pdu_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pdu_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pdu_types_input_voltage_ll_v_check" CHECK ("input_voltage_ll_v" >= 0.000001 AND "input_voltage_ll_v" <= 1000),
  CONSTRAINT "pdu_types_rated_current_a_check" CHECK ("rated_current_a" >= 0.000001 AND "rated_current_a" <= 10000),
  CONSTRAINT "pdu_types_phases_check" CHECK ("phases" IN (1, 3)),
  CONSTRAINT "pdu_types_wiring_check" CHECK ("wiring" IN ('wye', 'delta', 'single-phase')),
  CONSTRAINT "pdu_types_plug_check" CHECK (char_length("plug") >= 1 AND char_length("plug") <= 60 AND "plug" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pdu_types_loss_fraction_check" CHECK ("loss_fraction" >= 0 AND "loss_fraction" <= 1),
  CONSTRAINT "pdu_types_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 500),
  CONSTRAINT "pdu_types_banks_check" CHECK (jsonb_typeof("banks") = 'array' AND jsonb_array_length("banks") <= 100),
  CONSTRAINT "pdu_types_outlets_check" CHECK (jsonb_typeof("outlets") = 'array' AND jsonb_array_length("outlets") <= 500)
);

CREATE TABLE "cooling_unit_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "kind" text NOT NULL,
  "sensible_capacity_w" double precision,
  "rated_return_c" double precision,
  "rated_supply_c" double precision,
  "airflow_m3_per_h" double precision,
  "water_flow_l_per_min" double precision,
  "power_w" double precision,
  "width_mm" double precision,
  "depth_mm" double precision,
  "height_mm" double precision,
  "weight_kg" double precision,
  CONSTRAINT "cooling_unit_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cooling_unit_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "cooling_unit_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "cooling_unit_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_unit_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cooling_unit_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cooling_unit_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cooling_unit_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_unit_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "cooling_unit_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "cooling_unit_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "cooling_unit_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_unit_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "cooling_unit_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_unit_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_unit_types_kind_check" CHECK ("kind" IN ('crah', 'crac', 'in-row', 'fan-wall', 'rear-door-exchanger', 'cdu')),
  CONSTRAINT "cooling_unit_types_sensible_capacity_w_check" CHECK ("sensible_capacity_w" >= 0.000001 AND "sensible_capacity_w" <= 100000000),
  CONSTRAINT "cooling_unit_types_rated_return_c_check" CHECK ("rated_return_c" >= 0 AND "rated_return_c" <= 80),
  CONSTRAINT "cooling_unit_types_rated_supply_c_check" CHECK ("rated_supply_c" >= 0 AND "rated_supply_c" <= 80),
  CONSTRAINT "cooling_unit_types_airflow_m3_per_h_check" CHECK ("airflow_m3_per_h" >= 0.000001 AND "airflow_m3_per_h" <= 10000000),
  CONSTRAINT "cooling_unit_types_water_flow_l_per_min_check" CHECK ("water_flow_l_per_min" >= 0.000001 AND "water_flow_l_per_min" <= 1000000),
  CONSTRAINT "cooling_unit_types_power_w_check" CHECK ("power_w" >= 0.000001 AND "power_w" <= 10000000),
  CONSTRAINT "cooling_unit_types_width_mm_check" CHECK ("width_mm" >= 0.000001 AND "width_mm" <= 20000),
  CONSTRAINT "cooling_unit_types_depth_mm_check" CHECK ("depth_mm" >= 0.000001 AND "depth_mm" <= 20000),
  CONSTRAINT "cooling_unit_types_height_mm_check" CHECK ("height_mm" >= 0.000001 AND "height_mm" <= 20000),
  CONSTRAINT "cooling_unit_types_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 100000)
);

CREATE TABLE "cable_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "medium" text NOT NULL,
  "protocol" text,
  "connector_a" text,
  "connector_b" text,
  "lanes" integer,
  "lane_rate_gbps" double precision,
  "reach_m" double precision,
  "outer_diameter_mm" double precision,
  "minimum_bend_radius_mm" double precision,
  "colour" text,
  "stock_lengths" jsonb,
  CONSTRAINT "cable_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cable_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "cable_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "cable_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cable_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cable_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cable_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cable_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "cable_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "cable_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "cable_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cable_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "cable_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cable_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cable_types_medium_check" CHECK ("medium" IN ('dac', 'aec', 'aoc', 'multimode', 'single-mode', 'copper', 'power-cord')),
  CONSTRAINT "cable_types_protocol_check" CHECK (char_length("protocol") >= 1 AND char_length("protocol") <= 60 AND "protocol" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_connector_a_check" CHECK (char_length("connector_a") >= 1 AND char_length("connector_a") <= 60 AND "connector_a" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_connector_b_check" CHECK (char_length("connector_b") >= 1 AND char_length("connector_b") <= 60 AND "connector_b" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_lanes_check" CHECK ("lanes" >= 1 AND "lanes" <= 64),
  CONSTRAINT "cable_types_lane_rate_gbps_check" CHECK ("lane_rate_gbps" >= 0.000001 AND "lane_rate_gbps" <= 10000),
  CONSTRAINT "cable_types_reach_m_check" CHECK ("reach_m" >= 0.000001 AND "reach_m" <= 100000),
  CONSTRAINT "cable_types_outer_diameter_mm_check" CHECK ("outer_diameter_mm" >= 0.000001 AND "outer_diameter_mm" <= 200),
  CONSTRAINT "cable_types_minimum_bend_radius_mm_check" CHECK ("minimum_bend_radius_mm" >= 0.000001 AND "minimum_bend_radius_mm" <= 2000),
  CONSTRAINT "cable_types_colour_check" CHECK (char_length("colour") >= 1 AND char_length("colour") <= 60 AND "colour" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_types_stock_lengths_check" CHECK (jsonb_typeof("stock_lengths") = 'array' AND jsonb_array_length("stock_lengths") <= 200)
);

CREATE TABLE "transceiver_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "medium" text NOT NULL,
  "form_factor" text NOT NULL,
  "protocol" text,
  "connector" text,
  "lanes" integer,
  "lane_rate_gbps" double precision,
  "wavelength_nm" double precision,
  "reach_m" double precision,
  "power_w" double precision,
  CONSTRAINT "transceiver_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "transceiver_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "transceiver_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "transceiver_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "transceiver_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "transceiver_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "transceiver_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "transceiver_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "transceiver_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "transceiver_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "transceiver_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "transceiver_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "transceiver_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "transceiver_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "transceiver_types_medium_check" CHECK ("medium" IN ('multimode', 'single-mode', 'copper')),
  CONSTRAINT "transceiver_types_form_factor_check" CHECK (char_length("form_factor") >= 1 AND char_length("form_factor") <= 60 AND "form_factor" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_protocol_check" CHECK (char_length("protocol") >= 1 AND char_length("protocol") <= 60 AND "protocol" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_connector_check" CHECK (char_length("connector") >= 1 AND char_length("connector") <= 60 AND "connector" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "transceiver_types_lanes_check" CHECK ("lanes" >= 1 AND "lanes" <= 64),
  CONSTRAINT "transceiver_types_lane_rate_gbps_check" CHECK ("lane_rate_gbps" >= 0.000001 AND "lane_rate_gbps" <= 10000),
  CONSTRAINT "transceiver_types_wavelength_nm_check" CHECK ("wavelength_nm" >= 0.000001 AND "wavelength_nm" <= 3000),
  CONSTRAINT "transceiver_types_reach_m_check" CHECK ("reach_m" >= 0.000001 AND "reach_m" <= 200000),
  CONSTRAINT "transceiver_types_power_w_check" CHECK ("power_w" >= 0.000001 AND "power_w" <= 200)
);

CREATE TABLE "item_types" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "manufacturer" text NOT NULL,
  "model" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "part_number" text,
  "supplier" text,
  "quote_number" text,
  "quote_expires_on" text,
  "unit_of_measure" text,
  "pack_size" integer,
  "price_minor" bigint,
  "currency" text,
  "price_source" text,
  "lead_time_days" integer,
  "lead_time_source" text,
  "source" text,
  "category" text NOT NULL,
  "weight_kg" double precision,
  CONSTRAINT "item_types_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "item_types_slug_key" UNIQUE ("slug"),
  CONSTRAINT "item_types_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "item_types_manufacturer_check" CHECK (char_length("manufacturer") >= 1 AND char_length("manufacturer") <= 200 AND "manufacturer" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "item_types_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "item_types_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "item_types_part_number_check" CHECK (char_length("part_number") >= 1 AND char_length("part_number") <= 200 AND "part_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_supplier_check" CHECK (char_length("supplier") >= 1 AND char_length("supplier") <= 200 AND "supplier" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_quote_number_check" CHECK (char_length("quote_number") >= 1 AND char_length("quote_number") <= 200 AND "quote_number" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_quote_expires_on_check" CHECK ("quote_expires_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "item_types_unit_of_measure_check" CHECK (char_length("unit_of_measure") >= 1 AND char_length("unit_of_measure") <= 30 AND "unit_of_measure" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "item_types_pack_size_check" CHECK ("pack_size" >= 1 AND "pack_size" <= 1000000),
  CONSTRAINT "item_types_price_minor_check" CHECK ("price_minor" >= 0 AND "price_minor" <= 1000000000000),
  CONSTRAINT "item_types_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  CONSTRAINT "item_types_price_source_check" CHECK (char_length("price_source") <= 1000 AND "price_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "item_types_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 3650),
  CONSTRAINT "item_types_lead_time_source_check" CHECK (char_length("lead_time_source") <= 1000 AND "lead_time_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "item_types_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "item_types_category_check" CHECK ("category" IN ('power', 'cooling', 'cabling', 'rack', 'floor', 'other')),
  CONSTRAINT "item_types_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 100000)
);

CREATE TABLE "pod_templates" (
  "id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "slug" text NOT NULL,
  "version" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "source" text,
  "racks" jsonb NOT NULL,
  "replicas" integer,
  "devices_given" boolean NOT NULL DEFAULT false,
  "pdus_given" boolean NOT NULL DEFAULT false,
  "cords_given" boolean NOT NULL DEFAULT false,
  "port_map_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "pod_templates_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pod_templates_slug_key" UNIQUE ("slug"),
  CONSTRAINT "pod_templates_slug_check" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 100 AND "slug" ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  CONSTRAINT "pod_templates_version_check" CHECK (char_length("version") >= 1 AND char_length("version") <= 60 AND "version" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_templates_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pod_templates_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "pod_templates_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "pod_templates_source_check" CHECK (char_length("source") <= 4000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pod_templates_racks_check" CHECK (jsonb_typeof("racks") = 'array' AND jsonb_array_length("racks") >= 1 AND jsonb_array_length("racks") <= 1000),
  CONSTRAINT "pod_templates_replicas_check" CHECK ("replicas" >= 0 AND "replicas" <= 100000)
);

CREATE TABLE "pod_template_devices" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "name" text NOT NULL,
  "racks" text NOT NULL,
  "type" text NOT NULL,
  "unit" double precision NOT NULL,
  "unit_step" double precision,
  "face" text,
  "role" text,
  CONSTRAINT "pod_template_devices_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "pod_template_devices_position_check" CHECK ("position" >= 0 AND "position" < 2000),
  CONSTRAINT "pod_template_devices_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_devices_racks_check" CHECK (char_length("racks") >= 1 AND char_length("racks") <= 200 AND "racks" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_devices_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "pod_template_devices_unit_check" CHECK ("unit" >= 0 AND "unit" <= 100),
  CONSTRAINT "pod_template_devices_unit_step_check" CHECK ("unit_step" >= 0 AND "unit_step" <= 100),
  CONSTRAINT "pod_template_devices_face_check" CHECK ("face" IN ('front', 'rear')),
  CONSTRAINT "pod_template_devices_role_check" CHECK ("role" IN ('compute', 'spare', 'network', 'management', 'storage', 'panel', 'other'))
);

CREATE TABLE "pod_template_pdus" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "name" text NOT NULL,
  "racks" text NOT NULL,
  "type" text NOT NULL,
  "feed" text NOT NULL,
  CONSTRAINT "pod_template_pdus_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "pod_template_pdus_position_check" CHECK ("position" >= 0 AND "position" < 2000),
  CONSTRAINT "pod_template_pdus_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_pdus_racks_check" CHECK (char_length("racks") >= 1 AND char_length("racks") <= 200 AND "racks" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_pdus_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "pod_template_pdus_feed_check" CHECK (char_length("feed") >= 1 AND char_length("feed") <= 30 AND "feed" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "pod_template_cords" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "devices" text NOT NULL,
  "supply" text NOT NULL,
  "pdu" text NOT NULL,
  "outlets" text NOT NULL,
  "cable_type" text,
  "length_m" double precision,
  CONSTRAINT "pod_template_cords_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "pod_template_cords_position_check" CHECK ("position" >= 0 AND "position" < 2000),
  CONSTRAINT "pod_template_cords_devices_check" CHECK (char_length("devices") >= 1 AND char_length("devices") <= 200 AND "devices" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_cords_supply_check" CHECK (char_length("supply") >= 1 AND char_length("supply") <= 200 AND "supply" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_cords_pdu_check" CHECK (char_length("pdu") >= 1 AND char_length("pdu") <= 200 AND "pdu" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_cords_outlets_check" CHECK (char_length("outlets") >= 1 AND char_length("outlets") <= 200 AND "outlets" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_cords_cable_type_check" CHECK (char_length("cable_type") >= 1 AND char_length("cable_type") <= 200),
  CONSTRAINT "pod_template_cords_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 100)
);

CREATE TABLE "pod_template_port_map" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "name" text NOT NULL,
  "pattern" text NOT NULL,
  "between" text,
  "devices" text NOT NULL,
  "groups" text,
  "ports" text NOT NULL,
  "multiplicity" integer,
  "to_devices" text,
  "to_ports" text,
  "cable_type" text NOT NULL,
  "length_m" double precision,
  CONSTRAINT "pod_template_port_map_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "pod_template_port_map_position_check" CHECK ("position" >= 0 AND "position" < 500),
  CONSTRAINT "pod_template_port_map_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_pattern_check" CHECK ("pattern" IN ('mesh', 'one-to-one')),
  CONSTRAINT "pod_template_port_map_between_check" CHECK ("between" IN ('groups', 'devices', 'racks')),
  CONSTRAINT "pod_template_port_map_devices_check" CHECK (char_length("devices") >= 1 AND char_length("devices") <= 200 AND "devices" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_groups_check" CHECK (char_length("groups") >= 1 AND char_length("groups") <= 200 AND "groups" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_ports_check" CHECK (char_length("ports") >= 1 AND char_length("ports") <= 200 AND "ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_multiplicity_check" CHECK ("multiplicity" >= 1 AND "multiplicity" <= 1000),
  CONSTRAINT "pod_template_port_map_to_devices_check" CHECK (char_length("to_devices") >= 1 AND char_length("to_devices") <= 200 AND "to_devices" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_to_ports_check" CHECK (char_length("to_ports") >= 1 AND char_length("to_ports") <= 200 AND "to_ports" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pod_template_port_map_cable_type_check" CHECK (char_length("cable_type") >= 1 AND char_length("cable_type") <= 200),
  CONSTRAINT "pod_template_port_map_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 10000)
);

CREATE TABLE "rooms" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "outline" jsonb NOT NULL,
  "floor" text,
  "ceiling_height_m" double precision,
  "plenum_height_m" double precision,
  "tile_size_m" double precision,
  "tile_origin" jsonb,
  "north_deg" double precision,
  "floor_load_limit_k_pa" double precision,
  "point_load_limit_k_n" double precision,
  "sources" jsonb,
  CONSTRAINT "rooms_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rooms_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "rooms_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rooms_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rooms_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "rooms_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "rooms_outline_check" CHECK (jsonb_typeof("outline") = 'array' AND jsonb_array_length("outline") >= 3 AND jsonb_array_length("outline") <= 1000),
  CONSTRAINT "rooms_floor_check" CHECK ("floor" IN ('raised', 'slab')),
  CONSTRAINT "rooms_ceiling_height_m_check" CHECK ("ceiling_height_m" >= 0.000001 AND "ceiling_height_m" <= 50),
  CONSTRAINT "rooms_plenum_height_m_check" CHECK ("plenum_height_m" >= 0.000001 AND "plenum_height_m" <= 10),
  CONSTRAINT "rooms_tile_size_m_check" CHECK ("tile_size_m" >= 0.000001 AND "tile_size_m" <= 5),
  CONSTRAINT "rooms_tile_origin_check" CHECK (jsonb_typeof("tile_origin") = 'array' AND jsonb_array_length("tile_origin") >= 2 AND jsonb_array_length("tile_origin") <= 2),
  CONSTRAINT "rooms_north_deg_check" CHECK ("north_deg" >= 0 AND "north_deg" <= 360),
  CONSTRAINT "rooms_floor_load_limit_k_pa_check" CHECK ("floor_load_limit_k_pa" >= 0.000001 AND "floor_load_limit_k_pa" <= 1000),
  CONSTRAINT "rooms_point_load_limit_k_n_check" CHECK ("point_load_limit_k_n" >= 0.000001 AND "point_load_limit_k_n" <= 1000),
  CONSTRAINT "rooms_sources_check" CHECK (jsonb_typeof("sources") = 'object')
);

CREATE TABLE "staging_areas" (
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
  "outline" jsonb NOT NULL,
  "rack_capacity" integer,
  "floor_load_limit_k_pa" double precision,
  CONSTRAINT "staging_areas_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "staging_areas_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "staging_areas_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "staging_areas_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "staging_areas_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "staging_areas_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "staging_areas_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "staging_areas_outline_check" CHECK (jsonb_typeof("outline") = 'array' AND jsonb_array_length("outline") >= 3 AND jsonb_array_length("outline") <= 1000),
  CONSTRAINT "staging_areas_rack_capacity_check" CHECK ("rack_capacity" >= 0 AND "rack_capacity" <= 10000),
  CONSTRAINT "staging_areas_floor_load_limit_k_pa_check" CHECK ("floor_load_limit_k_pa" >= 0.000001 AND "floor_load_limit_k_pa" <= 1000)
);

CREATE TABLE "obstacles" (
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
  "room" text NOT NULL,
  "kind" text NOT NULL,
  "outline" jsonb NOT NULL,
  "clearance_m" double precision,
  CONSTRAINT "obstacles_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "obstacles_site_id_room_name_key" UNIQUE ("site_id", "room", "name"),
  CONSTRAINT "obstacles_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "obstacles_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "obstacles_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "obstacles_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "obstacles_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "obstacles_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "obstacles_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "obstacles_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "obstacles_kind_check" CHECK ("kind" IN ('column', 'wall', 'door', 'ramp', 'equipment', 'keep-out')),
  CONSTRAINT "obstacles_outline_check" CHECK (jsonb_typeof("outline") = 'array' AND jsonb_array_length("outline") >= 3 AND jsonb_array_length("outline") <= 1000),
  CONSTRAINT "obstacles_clearance_m_check" CHECK ("clearance_m" >= 0 AND "clearance_m" <= 100)
);

CREATE TABLE "rows" (
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
  "origin" jsonb NOT NULL,
  "bearing_deg" double precision NOT NULL,
  "cold_aisle_side" text NOT NULL,
  "pitch_m" double precision NOT NULL,
  "slots" integer NOT NULL,
  "containment" text,
  "power_element" text,
  CONSTRAINT "rows_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rows_site_id_room_name_key" UNIQUE ("site_id", "room", "name"),
  CONSTRAINT "rows_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rows_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "rows_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "rows_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "rows_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "rows_origin_check" CHECK (jsonb_typeof("origin") = 'array' AND jsonb_array_length("origin") >= 2 AND jsonb_array_length("origin") <= 2),
  CONSTRAINT "rows_bearing_deg_check" CHECK ("bearing_deg" >= 0 AND "bearing_deg" <= 360),
  CONSTRAINT "rows_cold_aisle_side_check" CHECK ("cold_aisle_side" IN ('left', 'right')),
  CONSTRAINT "rows_pitch_m_check" CHECK ("pitch_m" >= 0.000001 AND "pitch_m" <= 10),
  CONSTRAINT "rows_slots_check" CHECK ("slots" >= 1 AND "slots" <= 1000),
  CONSTRAINT "rows_containment_check" CHECK ("containment" IN ('none', 'cold', 'hot')),
  CONSTRAINT "rows_power_element_check" CHECK (char_length("power_element") >= 1 AND char_length("power_element") <= 200)
);

CREATE TABLE "pods" (
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
  "template" text,
  "purpose" text,
  "failure_domain" text,
  "phase" text,
  "deviations" text,
  CONSTRAINT "pods_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pods_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "pods_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "pods_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pods_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "pods_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "pods_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "pods_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "pods_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "pods_template_check" CHECK (char_length("template") >= 1 AND char_length("template") <= 200),
  CONSTRAINT "pods_purpose_check" CHECK ("purpose" IN ('compute', 'network', 'storage', 'spare')),
  CONSTRAINT "pods_failure_domain_check" CHECK (char_length("failure_domain") <= 1000 AND "failure_domain" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "pods_phase_check" CHECK (char_length("phase") >= 1 AND char_length("phase") <= 200),
  CONSTRAINT "pods_deviations_check" CHECK (char_length("deviations") <= 4000 AND "deviations" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$')
);

CREATE TABLE "racks" (
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
  "type" text NOT NULL,
  "room" text NOT NULL,
  "row" text,
  "slot" integer,
  "position" jsonb,
  "front_bearing_deg" double precision,
  "pod" text,
  "pod_rack" text,
  "power_limit_w" double precision,
  "serial" text,
  "feeds_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "racks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "racks_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "racks_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "racks_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "racks_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "racks_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "racks_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "racks_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "racks_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "racks_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "racks_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "racks_row_check" CHECK (char_length("row") >= 1 AND char_length("row") <= 200),
  CONSTRAINT "racks_slot_check" CHECK ("slot" >= 1 AND "slot" <= 1000),
  CONSTRAINT "racks_position_check" CHECK (jsonb_typeof("position") = 'array' AND jsonb_array_length("position") >= 2 AND jsonb_array_length("position") <= 2),
  CONSTRAINT "racks_front_bearing_deg_check" CHECK ("front_bearing_deg" >= 0 AND "front_bearing_deg" <= 360),
  CONSTRAINT "racks_pod_check" CHECK (char_length("pod") >= 1 AND char_length("pod") <= 200),
  CONSTRAINT "racks_pod_rack_check" CHECK (char_length("pod_rack") >= 1 AND char_length("pod_rack") <= 200 AND "pod_rack" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "racks_power_limit_w_check" CHECK ("power_limit_w" >= 0.000001 AND "power_limit_w" <= 1000000),
  CONSTRAINT "racks_serial_check" CHECK (char_length("serial") >= 1 AND char_length("serial") <= 200 AND "serial" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "rack_feeds" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "feed" text NOT NULL,
  "element" text NOT NULL,
  CONSTRAINT "rack_feeds_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "rack_feeds_position_check" CHECK ("position" >= 0 AND "position" < 12),
  CONSTRAINT "rack_feeds_feed_check" CHECK (char_length("feed") >= 1 AND char_length("feed") <= 30 AND "feed" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "rack_feeds_element_check" CHECK (char_length("element") >= 1 AND char_length("element") <= 200)
);

CREATE TABLE "devices" (
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
  "type" text NOT NULL,
  "rack" text,
  "unit" double precision,
  "face" text,
  "role" text,
  "serial" text,
  "measured_power_w" double precision,
  "overrides" jsonb,
  "override_reason" text,
  CONSTRAINT "devices_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "devices_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "devices_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "devices_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "devices_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "devices_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "devices_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "devices_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "devices_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "devices_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "devices_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "devices_unit_check" CHECK ("unit" >= 0 AND "unit" <= 100),
  CONSTRAINT "devices_face_check" CHECK ("face" IN ('front', 'rear')),
  CONSTRAINT "devices_role_check" CHECK ("role" IN ('compute', 'spare', 'network', 'management', 'storage', 'panel', 'other')),
  CONSTRAINT "devices_serial_check" CHECK (char_length("serial") >= 1 AND char_length("serial") <= 200 AND "serial" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "devices_measured_power_w_check" CHECK ("measured_power_w" >= 0.000001 AND "measured_power_w" <= 1000000),
  CONSTRAINT "devices_overrides_check" CHECK (jsonb_typeof("overrides") = 'object'),
  CONSTRAINT "devices_override_reason_check" CHECK (char_length("override_reason") <= 1000 AND "override_reason" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$')
);

CREATE TABLE "power_elements" (
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
  "kind" text NOT NULL,
  "feed" text,
  "pdu_type" text,
  "item" text,
  "rack" text,
  "room" text,
  "position" jsonb,
  "front_bearing_deg" double precision,
  "width_mm" double precision,
  "depth_mm" double precision,
  "weight_kg" double precision,
  "voltage_ll_v" double precision,
  "phases" integer,
  "wiring" text,
  "rated_current_a" double precision,
  "rated_apparent_power_va" double precision,
  "rated_power_w" double precision,
  "continuous_load_fraction" double precision,
  "rating_is_continuous" boolean,
  "fixed_loss_w" double precision,
  "proportional_loss_fraction" double precision,
  "redundancy_group" text,
  "autonomy_s" double precision,
  "start_time_s" double precision,
  "parents_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "power_elements_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "power_elements_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "power_elements_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "power_elements_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "power_elements_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "power_elements_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "power_elements_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "power_elements_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "power_elements_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "power_elements_kind_check" CHECK ("kind" IN ('utility', 'generator', 'transformer', 'ups', 'static-switch', 'switchboard', 'panel', 'busway', 'breaker', 'rack-pdu')),
  CONSTRAINT "power_elements_feed_check" CHECK (char_length("feed") >= 1 AND char_length("feed") <= 30 AND "feed" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "power_elements_pdu_type_check" CHECK (char_length("pdu_type") >= 1 AND char_length("pdu_type") <= 200),
  CONSTRAINT "power_elements_item_check" CHECK (char_length("item") >= 1 AND char_length("item") <= 200),
  CONSTRAINT "power_elements_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "power_elements_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "power_elements_position_check" CHECK (jsonb_typeof("position") = 'array' AND jsonb_array_length("position") >= 2 AND jsonb_array_length("position") <= 2),
  CONSTRAINT "power_elements_front_bearing_deg_check" CHECK ("front_bearing_deg" >= 0 AND "front_bearing_deg" <= 360),
  CONSTRAINT "power_elements_width_mm_check" CHECK ("width_mm" >= 0.000001 AND "width_mm" <= 20000),
  CONSTRAINT "power_elements_depth_mm_check" CHECK ("depth_mm" >= 0.000001 AND "depth_mm" <= 20000),
  CONSTRAINT "power_elements_weight_kg_check" CHECK ("weight_kg" >= 0.000001 AND "weight_kg" <= 200000),
  CONSTRAINT "power_elements_voltage_ll_v_check" CHECK ("voltage_ll_v" >= 0.000001 AND "voltage_ll_v" <= 500000),
  CONSTRAINT "power_elements_phases_check" CHECK ("phases" IN (1, 3)),
  CONSTRAINT "power_elements_wiring_check" CHECK ("wiring" IN ('wye', 'delta', 'single-phase')),
  CONSTRAINT "power_elements_rated_current_a_check" CHECK ("rated_current_a" >= 0.000001 AND "rated_current_a" <= 100000),
  CONSTRAINT "power_elements_rated_apparent_power_va_check" CHECK ("rated_apparent_power_va" >= 0.000001 AND "rated_apparent_power_va" <= 1000000000),
  CONSTRAINT "power_elements_rated_power_w_check" CHECK ("rated_power_w" >= 0.000001 AND "rated_power_w" <= 1000000000),
  CONSTRAINT "power_elements_continuous_load_fraction_check" CHECK ("continuous_load_fraction" >= 0.000001 AND "continuous_load_fraction" <= 1),
  CONSTRAINT "power_elements_fixed_loss_w_check" CHECK ("fixed_loss_w" >= 0 AND "fixed_loss_w" <= 100000000),
  CONSTRAINT "power_elements_proportional_loss_fraction_check" CHECK ("proportional_loss_fraction" >= 0 AND "proportional_loss_fraction" <= 1),
  CONSTRAINT "power_elements_redundancy_group_check" CHECK (char_length("redundancy_group") >= 1 AND char_length("redundancy_group") <= 200 AND "redundancy_group" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "power_elements_autonomy_s_check" CHECK ("autonomy_s" >= 0.000001 AND "autonomy_s" <= 1000000),
  CONSTRAINT "power_elements_start_time_s_check" CHECK ("start_time_s" >= 0.000001 AND "start_time_s" <= 100000)
);

CREATE TABLE "power_element_parents" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "power_element_parents_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "power_element_parents_position_check" CHECK ("position" >= 0 AND "position" < 20)
);

CREATE TABLE "cords" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "device" text NOT NULL,
  "supply" text NOT NULL,
  "pdu" text NOT NULL,
  "outlet" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "status" text,
  "available_from" text,
  "retired_from" text,
  "cable_type" text,
  "length_m" double precision,
  CONSTRAINT "cords_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cords_site_id_device_supply_key" UNIQUE ("site_id", "device", "supply"),
  CONSTRAINT "cords_device_check" CHECK (char_length("device") >= 1 AND char_length("device") <= 200),
  CONSTRAINT "cords_supply_check" CHECK (char_length("supply") >= 1 AND char_length("supply") <= 200 AND "supply" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cords_pdu_check" CHECK (char_length("pdu") >= 1 AND char_length("pdu") <= 200),
  CONSTRAINT "cords_outlet_check" CHECK (char_length("outlet") >= 1 AND char_length("outlet") <= 200 AND "outlet" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cords_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cords_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cords_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cords_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "cords_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cords_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cords_cable_type_check" CHECK (char_length("cable_type") >= 1 AND char_length("cable_type") <= 200),
  CONSTRAINT "cords_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 100)
);

CREATE TABLE "cooling_zones" (
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
  "outline" jsonb,
  "leakage_fraction" double precision,
  "recirculation_fraction" double precision,
  "rows_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "cooling_zones_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cooling_zones_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "cooling_zones_id_room_key" UNIQUE ("id", "room"),
  CONSTRAINT "cooling_zones_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_zones_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_zones_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cooling_zones_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cooling_zones_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "cooling_zones_outline_check" CHECK (jsonb_typeof("outline") = 'array' AND jsonb_array_length("outline") >= 3 AND jsonb_array_length("outline") <= 1000),
  CONSTRAINT "cooling_zones_leakage_fraction_check" CHECK ("leakage_fraction" >= 0 AND "leakage_fraction" <= 1),
  CONSTRAINT "cooling_zones_recirculation_fraction_check" CHECK ("recirculation_fraction" >= 0 AND "recirculation_fraction" <= 1)
);

CREATE TABLE "cooling_zone_rows" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "room" text NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "cooling_zone_rows_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cooling_zone_rows_position_check" CHECK ("position" >= 0 AND "position" < 1000)
);

CREATE TABLE "cooling_units" (
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
  "type" text NOT NULL,
  "room" text NOT NULL,
  "rack" text,
  "position" jsonb,
  "front_bearing_deg" double precision,
  "supply_c" double precision,
  "loop" text,
  "redundancy_group" text,
  "zones_given" boolean NOT NULL DEFAULT false,
  "powered_by_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "cooling_units_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cooling_units_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "cooling_units_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cooling_units_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cooling_units_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cooling_units_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cooling_units_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "cooling_units_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cooling_units_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cooling_units_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "cooling_units_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "cooling_units_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "cooling_units_position_check" CHECK (jsonb_typeof("position") = 'array' AND jsonb_array_length("position") >= 2 AND jsonb_array_length("position") <= 2),
  CONSTRAINT "cooling_units_front_bearing_deg_check" CHECK ("front_bearing_deg" >= 0 AND "front_bearing_deg" <= 360),
  CONSTRAINT "cooling_units_supply_c_check" CHECK ("supply_c" >= -20 AND "supply_c" <= 60),
  CONSTRAINT "cooling_units_loop_check" CHECK (char_length("loop") >= 1 AND char_length("loop") <= 200),
  CONSTRAINT "cooling_units_redundancy_group_check" CHECK (char_length("redundancy_group") >= 1 AND char_length("redundancy_group") <= 200 AND "redundancy_group" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "cooling_unit_zones" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "cooling_unit_zones_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cooling_unit_zones_position_check" CHECK ("position" >= 0 AND "position" < 100)
);

CREATE TABLE "cooling_unit_powered_by" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "cooling_unit_powered_by_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cooling_unit_powered_by_position_check" CHECK ("position" >= 0 AND "position" < 10)
);

CREATE TABLE "water_loops" (
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
  "supply_c" double precision,
  "return_c" double precision,
  "flow_l_per_min" double precision,
  "glycol_fraction" double precision,
  "redundancy_group" text,
  CONSTRAINT "water_loops_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "water_loops_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "water_loops_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "water_loops_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "water_loops_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "water_loops_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "water_loops_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "water_loops_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "water_loops_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "water_loops_supply_c_check" CHECK ("supply_c" >= -20 AND "supply_c" <= 80),
  CONSTRAINT "water_loops_return_c_check" CHECK ("return_c" >= -20 AND "return_c" <= 95),
  CONSTRAINT "water_loops_flow_l_per_min_check" CHECK ("flow_l_per_min" >= 0.000001 AND "flow_l_per_min" <= 10000000),
  CONSTRAINT "water_loops_glycol_fraction_check" CHECK ("glycol_fraction" >= 0 AND "glycol_fraction" <= 1),
  CONSTRAINT "water_loops_redundancy_group_check" CHECK (char_length("redundancy_group") >= 1 AND char_length("redundancy_group") <= 200 AND "redundancy_group" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "heat_rejections" (
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
  "kind" text NOT NULL,
  "loop" text,
  "item" text,
  "capacity_w" double precision,
  "flow_l_per_min" double precision,
  "ambient_c" double precision,
  "restart_time_s" double precision,
  "power_w" double precision,
  "redundancy_group" text,
  "powered_by_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "heat_rejections_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "heat_rejections_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "heat_rejections_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "heat_rejections_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "heat_rejections_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "heat_rejections_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "heat_rejections_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "heat_rejections_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "heat_rejections_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "heat_rejections_kind_check" CHECK ("kind" IN ('pump', 'chiller', 'dry-cooler', 'cooling-tower', 'condenser')),
  CONSTRAINT "heat_rejections_loop_check" CHECK (char_length("loop") >= 1 AND char_length("loop") <= 200),
  CONSTRAINT "heat_rejections_item_check" CHECK (char_length("item") >= 1 AND char_length("item") <= 200),
  CONSTRAINT "heat_rejections_capacity_w_check" CHECK ("capacity_w" >= 0.000001 AND "capacity_w" <= 1000000000),
  CONSTRAINT "heat_rejections_flow_l_per_min_check" CHECK ("flow_l_per_min" >= 0.000001 AND "flow_l_per_min" <= 10000000),
  CONSTRAINT "heat_rejections_ambient_c_check" CHECK ("ambient_c" >= -60 AND "ambient_c" <= 60),
  CONSTRAINT "heat_rejections_restart_time_s_check" CHECK ("restart_time_s" >= 0.000001 AND "restart_time_s" <= 100000),
  CONSTRAINT "heat_rejections_power_w_check" CHECK ("power_w" >= 0.000001 AND "power_w" <= 100000000),
  CONSTRAINT "heat_rejections_redundancy_group_check" CHECK (char_length("redundancy_group") >= 1 AND char_length("redundancy_group") <= 200 AND "redundancy_group" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "heat_rejection_powered_by" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "heat_rejection_powered_by_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "heat_rejection_powered_by_position_check" CHECK ("position" >= 0 AND "position" < 10)
);

CREATE TABLE "readings" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "channel" text NOT NULL,
  "at" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "quantity" text NOT NULL,
  "value" double precision NOT NULL,
  "line" text,
  "power_element" text,
  "rack" text,
  "device" text,
  CONSTRAINT "readings_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "readings_site_id_at_channel_key" UNIQUE ("site_id", "at", "channel"),
  CONSTRAINT "readings_channel_check" CHECK (char_length("channel") >= 1 AND char_length("channel") <= 200 AND "channel" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "readings_at_check" CHECK ("at" ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$'),
  CONSTRAINT "readings_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "readings_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "readings_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "readings_quantity_check" CHECK ("quantity" IN ('current-a', 'voltage-v', 'power-w', 'apparent-power-va', 'inlet-c', 'return-c', 'airflow-m3-per-h')),
  CONSTRAINT "readings_value_check" CHECK ("value" >= -1000000000 AND "value" <= 1000000000),
  CONSTRAINT "readings_line_check" CHECK ("line" IN ('L1', 'L2', 'L3', 'N')),
  CONSTRAINT "readings_power_element_check" CHECK (char_length("power_element") >= 1 AND char_length("power_element") <= 200),
  CONSTRAINT "readings_rack_check" CHECK (char_length("rack") >= 1 AND char_length("rack") <= 200),
  CONSTRAINT "readings_device_check" CHECK (char_length("device") >= 1 AND char_length("device") <= 200)
);

CREATE TABLE "tray_segments" (
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
  "room" text,
  "kind" text NOT NULL,
  "from" jsonb NOT NULL,
  "to" jsonb NOT NULL,
  "width_mm" double precision NOT NULL,
  "height_mm" double precision NOT NULL,
  "fill_limit" double precision,
  "item" text,
  CONSTRAINT "tray_segments_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tray_segments_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "tray_segments_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "tray_segments_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "tray_segments_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "tray_segments_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "tray_segments_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "tray_segments_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "tray_segments_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "tray_segments_room_check" CHECK (char_length("room") >= 1 AND char_length("room") <= 200),
  CONSTRAINT "tray_segments_kind_check" CHECK ("kind" IN ('fibre', 'copper', 'power')),
  CONSTRAINT "tray_segments_from_check" CHECK (jsonb_typeof("from") = 'array' AND jsonb_array_length("from") >= 3 AND jsonb_array_length("from") <= 3),
  CONSTRAINT "tray_segments_to_check" CHECK (jsonb_typeof("to") = 'array' AND jsonb_array_length("to") >= 3 AND jsonb_array_length("to") <= 3),
  CONSTRAINT "tray_segments_width_mm_check" CHECK ("width_mm" >= 0.000001 AND "width_mm" <= 5000),
  CONSTRAINT "tray_segments_height_mm_check" CHECK ("height_mm" >= 0.000001 AND "height_mm" <= 2000),
  CONSTRAINT "tray_segments_fill_limit_check" CHECK ("fill_limit" >= 0 AND "fill_limit" <= 1),
  CONSTRAINT "tray_segments_item_check" CHECK (char_length("item") >= 1 AND char_length("item") <= 200)
);

CREATE TABLE "cables" (
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
  "type" text NOT NULL,
  "label" text,
  "bundle" text,
  "length_m" double precision,
  "as_built_length_m" double precision,
  "route_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "cables_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cables_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "cables_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cables_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "cables_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "cables_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "cables_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "cables_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cables_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "cables_type_check" CHECK (char_length("type") >= 1 AND char_length("type") <= 200),
  CONSTRAINT "cables_label_check" CHECK (char_length("label") >= 1 AND char_length("label") <= 200 AND "label" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cables_bundle_check" CHECK (char_length("bundle") >= 1 AND char_length("bundle") <= 200 AND "bundle" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cables_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 100000),
  CONSTRAINT "cables_as_built_length_m_check" CHECK ("as_built_length_m" >= 0.000001 AND "as_built_length_m" <= 100000)
);

CREATE TABLE "cable_ends" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "device" text NOT NULL,
  "port" text NOT NULL,
  "sub_port" text,
  CONSTRAINT "cable_ends_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cable_ends_position_check" CHECK ("position" >= 0 AND "position" < 32),
  CONSTRAINT "cable_ends_device_check" CHECK (char_length("device") >= 1 AND char_length("device") <= 200),
  CONSTRAINT "cable_ends_port_check" CHECK (char_length("port") >= 1 AND char_length("port") <= 200 AND "port" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "cable_ends_sub_port_check" CHECK (char_length("sub_port") >= 1 AND char_length("sub_port") <= 60 AND "sub_port" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$')
);

CREATE TABLE "cable_route" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "cable_route_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "cable_route_position_check" CHECK ("position" >= 0 AND "position" < 1000)
);

CREATE TABLE "spares" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "rack_type" text,
  "device_type" text,
  "module_type" text,
  "pdu_type" text,
  "cooling_unit_type" text,
  "cable_type" text,
  "transceiver_type" text,
  "item_type" text,
  "length_m" double precision,
  "quantity" integer NOT NULL,
  "reserve_quantity" integer,
  "on_order_quantity" integer,
  "on_order_arrives_on" text,
  "staging_area" text,
  CONSTRAINT "spares_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "spares_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "spares_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "spares_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "spares_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "spares_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "spares_rack_type_check" CHECK (char_length("rack_type") >= 1 AND char_length("rack_type") <= 200),
  CONSTRAINT "spares_device_type_check" CHECK (char_length("device_type") >= 1 AND char_length("device_type") <= 200),
  CONSTRAINT "spares_module_type_check" CHECK (char_length("module_type") >= 1 AND char_length("module_type") <= 200),
  CONSTRAINT "spares_pdu_type_check" CHECK (char_length("pdu_type") >= 1 AND char_length("pdu_type") <= 200),
  CONSTRAINT "spares_cooling_unit_type_check" CHECK (char_length("cooling_unit_type") >= 1 AND char_length("cooling_unit_type") <= 200),
  CONSTRAINT "spares_cable_type_check" CHECK (char_length("cable_type") >= 1 AND char_length("cable_type") <= 200),
  CONSTRAINT "spares_transceiver_type_check" CHECK (char_length("transceiver_type") >= 1 AND char_length("transceiver_type") <= 200),
  CONSTRAINT "spares_item_type_check" CHECK (char_length("item_type") >= 1 AND char_length("item_type") <= 200),
  CONSTRAINT "spares_length_m_check" CHECK ("length_m" >= 0.000001 AND "length_m" <= 100000),
  CONSTRAINT "spares_quantity_check" CHECK ("quantity" >= 0 AND "quantity" <= 10000000),
  CONSTRAINT "spares_reserve_quantity_check" CHECK ("reserve_quantity" >= 0 AND "reserve_quantity" <= 10000000),
  CONSTRAINT "spares_on_order_quantity_check" CHECK ("on_order_quantity" >= 0 AND "on_order_quantity" <= 10000000),
  CONSTRAINT "spares_on_order_arrives_on_check" CHECK ("on_order_arrives_on" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "spares_staging_area_check" CHECK (char_length("staging_area") >= 1 AND char_length("staging_area") <= 200)
);

CREATE TABLE "artifacts" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "model" text,
  "buckets" jsonb,
  "fixed_overhead_s" double precision,
  "slots" integer,
  "footprint" text,
  "footprint_count" integer,
  CONSTRAINT "artifacts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "artifacts_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "artifacts_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "artifacts_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "artifacts_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "artifacts_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "artifacts_model_check" CHECK (char_length("model") >= 1 AND char_length("model") <= 200 AND "model" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "artifacts_buckets_check" CHECK (jsonb_typeof("buckets") = 'array' AND jsonb_array_length("buckets") <= 1000),
  CONSTRAINT "artifacts_fixed_overhead_s_check" CHECK ("fixed_overhead_s" >= 0 AND "fixed_overhead_s" <= 3600),
  CONSTRAINT "artifacts_slots_check" CHECK ("slots" >= 1 AND "slots" <= 100000),
  CONSTRAINT "artifacts_footprint_check" CHECK ("footprint" IN ('node', 'rack', 'pod')),
  CONSTRAINT "artifacts_footprint_count_check" CHECK ("footprint_count" >= 1 AND "footprint_count" <= 10000)
);

CREATE TABLE "workloads" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "artifact" text,
  "peak_arrivals_per_s" double precision,
  "prompt_tokens_p50" double precision,
  "prompt_tokens_p95" double precision,
  "output_tokens_p50" double precision,
  "output_tokens_p95" double precision,
  "trace" text,
  "slo_latency_s" double precision,
  "slo_quantile" double precision,
  "priority" integer,
  "utilization_normal" double precision,
  "utilization_degraded" double precision,
  "queue_cap" integer,
  "failover_time_s" double precision,
  "batching_window_s" double precision,
  CONSTRAINT "workloads_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workloads_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "workloads_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "workloads_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "workloads_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "workloads_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "workloads_artifact_check" CHECK (char_length("artifact") >= 1 AND char_length("artifact") <= 200),
  CONSTRAINT "workloads_peak_arrivals_per_s_check" CHECK ("peak_arrivals_per_s" >= 0.000001 AND "peak_arrivals_per_s" <= 1000000000),
  CONSTRAINT "workloads_prompt_tokens_p50_check" CHECK ("prompt_tokens_p50" >= 0.000001 AND "prompt_tokens_p50" <= 100000000),
  CONSTRAINT "workloads_prompt_tokens_p95_check" CHECK ("prompt_tokens_p95" >= 0.000001 AND "prompt_tokens_p95" <= 100000000),
  CONSTRAINT "workloads_output_tokens_p50_check" CHECK ("output_tokens_p50" >= 0.000001 AND "output_tokens_p50" <= 100000000),
  CONSTRAINT "workloads_output_tokens_p95_check" CHECK ("output_tokens_p95" >= 0.000001 AND "output_tokens_p95" <= 100000000),
  CONSTRAINT "workloads_trace_check" CHECK (char_length("trace") >= 1 AND char_length("trace") <= 200 AND "trace" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "workloads_slo_latency_s_check" CHECK ("slo_latency_s" >= 0.000001 AND "slo_latency_s" <= 100000),
  CONSTRAINT "workloads_slo_quantile_check" CHECK ("slo_quantile" >= 0.000001 AND "slo_quantile" <= 1),
  CONSTRAINT "workloads_priority_check" CHECK ("priority" >= 0 AND "priority" <= 1000),
  CONSTRAINT "workloads_utilization_normal_check" CHECK ("utilization_normal" >= 0 AND "utilization_normal" <= 1),
  CONSTRAINT "workloads_utilization_degraded_check" CHECK ("utilization_degraded" >= 0 AND "utilization_degraded" <= 1),
  CONSTRAINT "workloads_queue_cap_check" CHECK ("queue_cap" >= 0 AND "queue_cap" <= 100000000),
  CONSTRAINT "workloads_failover_time_s_check" CHECK ("failover_time_s" >= 0.000001 AND "failover_time_s" <= 100000),
  CONSTRAINT "workloads_batching_window_s_check" CHECK ("batching_window_s" >= 0 AND "batching_window_s" <= 3600)
);

CREATE TABLE "deployments" (
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
  "artifact" text NOT NULL,
  "replicas" integer NOT NULL,
  "pods_given" boolean NOT NULL DEFAULT false,
  "racks_given" boolean NOT NULL DEFAULT false,
  "nodes_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "deployments_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "deployments_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "deployments_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "deployments_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "deployments_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "deployments_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "deployments_status_check" CHECK ("status" IN ('planned', 'reserved', 'ordered', 'staged', 'installed', 'active', 'decommissioning')),
  CONSTRAINT "deployments_available_from_check" CHECK ("available_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "deployments_retired_from_check" CHECK ("retired_from" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "deployments_artifact_check" CHECK (char_length("artifact") >= 1 AND char_length("artifact") <= 200),
  CONSTRAINT "deployments_replicas_check" CHECK ("replicas" >= 0 AND "replicas" <= 10000000)
);

CREATE TABLE "deployment_pods" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "deployment_pods_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "deployment_pods_position_check" CHECK ("position" >= 0 AND "position" < 10000)
);

CREATE TABLE "deployment_racks" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "deployment_racks_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "deployment_racks_position_check" CHECK ("position" >= 0 AND "position" < 10000)
);

CREATE TABLE "deployment_nodes" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "deployment_nodes_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "deployment_nodes_position_check" CHECK ("position" >= 0 AND "position" < 100000)
);

CREATE TABLE "calendars" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "working_days" jsonb NOT NULL,
  "holidays" jsonb,
  CONSTRAINT "calendars_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "calendars_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "calendars_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "calendars_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "calendars_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "calendars_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "calendars_working_days_check" CHECK (jsonb_typeof("working_days") = 'array' AND jsonb_array_length("working_days") >= 1 AND jsonb_array_length("working_days") <= 7),
  CONSTRAINT "calendars_holidays_check" CHECK (jsonb_typeof("holidays") = 'array' AND jsonb_array_length("holidays") <= 5000)
);

CREATE TABLE "resources" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "capacity" integer NOT NULL,
  "calendar" text,
  CONSTRAINT "resources_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "resources_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "resources_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "resources_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "resources_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "resources_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "resources_capacity_check" CHECK ("capacity" >= 0 AND "capacity" <= 100000),
  CONSTRAINT "resources_calendar_check" CHECK (char_length("calendar") >= 1 AND char_length("calendar") <= 200)
);

CREATE TABLE "phases" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "position" integer,
  "need_by" text,
  CONSTRAINT "phases_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "phases_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "phases_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "phases_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "phases_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "phases_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "phases_position_check" CHECK ("position" >= 1 AND "position" <= 10000),
  CONSTRAINT "phases_need_by_check" CHECK ("need_by" ~ '^\d{4}-\d{2}-\d{2}$')
);

CREATE TABLE "tasks" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "duration_days" double precision,
  "lead_time_days" integer,
  "calendar" text,
  "phase" text,
  "earliest_start" text,
  "delivers" text,
  "predecessors_given" boolean NOT NULL DEFAULT false,
  "resources_given" boolean NOT NULL DEFAULT false,
  CONSTRAINT "tasks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tasks_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "tasks_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "tasks_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "tasks_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "tasks_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "tasks_duration_days_check" CHECK ("duration_days" >= 0 AND "duration_days" <= 10000),
  CONSTRAINT "tasks_lead_time_days_check" CHECK ("lead_time_days" >= 0 AND "lead_time_days" <= 10000),
  CONSTRAINT "tasks_calendar_check" CHECK (char_length("calendar") >= 1 AND char_length("calendar") <= 200),
  CONSTRAINT "tasks_phase_check" CHECK (char_length("phase") >= 1 AND char_length("phase") <= 200),
  CONSTRAINT "tasks_earliest_start_check" CHECK ("earliest_start" ~ '^\d{4}-\d{2}-\d{2}$'),
  CONSTRAINT "tasks_delivers_check" CHECK (char_length("delivers") <= 1000 AND "delivers" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$')
);

CREATE TABLE "task_predecessors" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "task" text NOT NULL,
  "lag_days" double precision,
  "relation" text,
  CONSTRAINT "task_predecessors_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "task_predecessors_position_check" CHECK ("position" >= 0 AND "position" < 1000),
  CONSTRAINT "task_predecessors_task_check" CHECK (char_length("task") >= 1 AND char_length("task") <= 200),
  CONSTRAINT "task_predecessors_lag_days_check" CHECK ("lag_days" >= -1000 AND "lag_days" <= 10000),
  CONSTRAINT "task_predecessors_relation_check" CHECK ("relation" IN ('finish-start', 'start-start', 'finish-finish'))
);

CREATE TABLE "task_resources" (
  "owner_id" uuid NOT NULL,
  "position" integer NOT NULL,
  "site_id" uuid NOT NULL,
  "resource" text NOT NULL,
  "quantity" integer NOT NULL,
  CONSTRAINT "task_resources_pkey" PRIMARY KEY ("owner_id", "position"),
  CONSTRAINT "task_resources_position_check" CHECK ("position" >= 0 AND "position" < 100),
  CONSTRAINT "task_resources_resource_check" CHECK (char_length("resource") >= 1 AND char_length("resource") <= 200),
  CONSTRAINT "task_resources_quantity_check" CHECK ("quantity" >= 1 AND "quantity" <= 100000)
);

CREATE TABLE "assumptions" (
  "id" uuid NOT NULL,
  "site_id" uuid NOT NULL,
  "revision" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  "name" text NOT NULL,
  "description" text,
  "tags" jsonb,
  "custom_fields" jsonb,
  "value" text,
  "used_in" text,
  "source" text,
  "owner" text,
  "evidence" text,
  "validated_on" text,
  CONSTRAINT "assumptions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "assumptions_site_id_name_key" UNIQUE ("site_id", "name"),
  CONSTRAINT "assumptions_name_check" CHECK (char_length("name") >= 1 AND char_length("name") <= 200 AND "name" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "assumptions_description_check" CHECK (char_length("description") <= 4000 AND "description" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "assumptions_tags_check" CHECK (jsonb_typeof("tags") = 'array' AND jsonb_array_length("tags") <= 100),
  CONSTRAINT "assumptions_custom_fields_check" CHECK (jsonb_typeof("custom_fields") = 'object'),
  CONSTRAINT "assumptions_value_check" CHECK (char_length("value") >= 1 AND char_length("value") <= 200 AND "value" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "assumptions_used_in_check" CHECK (char_length("used_in") <= 1000 AND "used_in" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "assumptions_source_check" CHECK (char_length("source") <= 1000 AND "source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "assumptions_owner_check" CHECK (char_length("owner") >= 1 AND char_length("owner") <= 200 AND "owner" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$'),
  CONSTRAINT "assumptions_evidence_check" CHECK (char_length("evidence") <= 1000 AND "evidence" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  CONSTRAINT "assumptions_validated_on_check" CHECK ("validated_on" ~ '^\d{4}-\d{2}-\d{2}$')
);





















ALTER TABLE "pod_template_devices" ADD CONSTRAINT "pod_template_devices_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "pod_templates" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pod_template_devices" ADD CONSTRAINT "pod_template_devices_type_fkey" FOREIGN KEY ("type")
  REFERENCES "device_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "pod_template_devices_type_idx" ON "pod_template_devices" ("type");

ALTER TABLE "pod_template_pdus" ADD CONSTRAINT "pod_template_pdus_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "pod_templates" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pod_template_pdus" ADD CONSTRAINT "pod_template_pdus_type_fkey" FOREIGN KEY ("type")
  REFERENCES "pdu_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "pod_template_pdus_type_idx" ON "pod_template_pdus" ("type");

ALTER TABLE "pod_template_cords" ADD CONSTRAINT "pod_template_cords_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "pod_templates" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pod_template_cords" ADD CONSTRAINT "pod_template_cords_cable_type_fkey" FOREIGN KEY ("cable_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "pod_template_cords_cable_type_idx" ON "pod_template_cords" ("cable_type");

ALTER TABLE "pod_template_port_map" ADD CONSTRAINT "pod_template_port_map_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "pod_templates" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pod_template_port_map" ADD CONSTRAINT "pod_template_port_map_cable_type_fkey" FOREIGN KEY ("cable_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "pod_template_port_map_cable_type_idx" ON "pod_template_port_map" ("cable_type");

ALTER TABLE "rooms" ADD CONSTRAINT "rooms_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "staging_areas" ADD CONSTRAINT "staging_areas_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "staging_areas" ADD CONSTRAINT "staging_areas_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "staging_areas_site_id_room_idx" ON "staging_areas" ("site_id", "room");

ALTER TABLE "obstacles" ADD CONSTRAINT "obstacles_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "obstacles" ADD CONSTRAINT "obstacles_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "rows" ADD CONSTRAINT "rows_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "rows" ADD CONSTRAINT "rows_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "rows" ADD CONSTRAINT "rows_site_id_power_element_fkey" FOREIGN KEY ("site_id", "power_element")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "rows_site_id_power_element_idx" ON "rows" ("site_id", "power_element");

ALTER TABLE "pods" ADD CONSTRAINT "pods_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pods" ADD CONSTRAINT "pods_template_fkey" FOREIGN KEY ("template")
  REFERENCES "pod_templates" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "pods" ADD CONSTRAINT "pods_site_id_phase_fkey" FOREIGN KEY ("site_id", "phase")
  REFERENCES "phases" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "pods_template_idx" ON "pods" ("template");
CREATE INDEX "pods_site_id_phase_idx" ON "pods" ("site_id", "phase");

ALTER TABLE "racks" ADD CONSTRAINT "racks_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "racks" ADD CONSTRAINT "racks_type_fkey" FOREIGN KEY ("type")
  REFERENCES "rack_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "racks" ADD CONSTRAINT "racks_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "racks" ADD CONSTRAINT "racks_site_id_room_row_fkey" FOREIGN KEY ("site_id", "room", "row")
  REFERENCES "rows" ("site_id", "room", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "racks" ADD CONSTRAINT "racks_site_id_pod_fkey" FOREIGN KEY ("site_id", "pod")
  REFERENCES "pods" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "racks_type_idx" ON "racks" ("type");
CREATE INDEX "racks_site_id_room_row_idx" ON "racks" ("site_id", "room", "row");
CREATE INDEX "racks_site_id_pod_idx" ON "racks" ("site_id", "pod");

ALTER TABLE "rack_feeds" ADD CONSTRAINT "rack_feeds_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "racks" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "rack_feeds" ADD CONSTRAINT "rack_feeds_site_id_element_fkey" FOREIGN KEY ("site_id", "element")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "rack_feeds_site_id_element_idx" ON "rack_feeds" ("site_id", "element");

ALTER TABLE "devices" ADD CONSTRAINT "devices_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "devices" ADD CONSTRAINT "devices_type_fkey" FOREIGN KEY ("type")
  REFERENCES "device_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "devices" ADD CONSTRAINT "devices_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "devices_type_idx" ON "devices" ("type");
CREATE INDEX "devices_site_id_rack_idx" ON "devices" ("site_id", "rack");

ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_pdu_type_fkey" FOREIGN KEY ("pdu_type")
  REFERENCES "pdu_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_item_fkey" FOREIGN KEY ("item")
  REFERENCES "item_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "power_elements_pdu_type_idx" ON "power_elements" ("pdu_type");
CREATE INDEX "power_elements_item_idx" ON "power_elements" ("item");
CREATE INDEX "power_elements_site_id_rack_idx" ON "power_elements" ("site_id", "rack");
CREATE INDEX "power_elements_site_id_room_idx" ON "power_elements" ("site_id", "room");

ALTER TABLE "power_element_parents" ADD CONSTRAINT "power_element_parents_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "power_elements" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "power_element_parents" ADD CONSTRAINT "power_element_parents_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "power_element_parents_site_id_name_idx" ON "power_element_parents" ("site_id", "name");

ALTER TABLE "cords" ADD CONSTRAINT "cords_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cords" ADD CONSTRAINT "cords_site_id_device_fkey" FOREIGN KEY ("site_id", "device")
  REFERENCES "devices" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cords" ADD CONSTRAINT "cords_site_id_pdu_fkey" FOREIGN KEY ("site_id", "pdu")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cords" ADD CONSTRAINT "cords_cable_type_fkey" FOREIGN KEY ("cable_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cords_site_id_pdu_idx" ON "cords" ("site_id", "pdu");
CREATE INDEX "cords_cable_type_idx" ON "cords" ("cable_type");

ALTER TABLE "cooling_zones" ADD CONSTRAINT "cooling_zones_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_zones" ADD CONSTRAINT "cooling_zones_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cooling_zones_site_id_room_idx" ON "cooling_zones" ("site_id", "room");

ALTER TABLE "cooling_zone_rows" ADD CONSTRAINT "cooling_zone_rows_owner_id_room_fkey" FOREIGN KEY ("owner_id", "room")
  REFERENCES "cooling_zones" ("id", "room") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_zone_rows" ADD CONSTRAINT "cooling_zone_rows_site_id_room_name_fkey" FOREIGN KEY ("site_id", "room", "name")
  REFERENCES "rows" ("site_id", "room", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cooling_zone_rows_site_id_room_name_idx" ON "cooling_zone_rows" ("site_id", "room", "name");

ALTER TABLE "cooling_units" ADD CONSTRAINT "cooling_units_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_units" ADD CONSTRAINT "cooling_units_type_fkey" FOREIGN KEY ("type")
  REFERENCES "cooling_unit_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_units" ADD CONSTRAINT "cooling_units_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_units" ADD CONSTRAINT "cooling_units_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_units" ADD CONSTRAINT "cooling_units_site_id_loop_fkey" FOREIGN KEY ("site_id", "loop")
  REFERENCES "water_loops" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cooling_units_type_idx" ON "cooling_units" ("type");
CREATE INDEX "cooling_units_site_id_room_idx" ON "cooling_units" ("site_id", "room");
CREATE INDEX "cooling_units_site_id_rack_idx" ON "cooling_units" ("site_id", "rack");
CREATE INDEX "cooling_units_site_id_loop_idx" ON "cooling_units" ("site_id", "loop");

ALTER TABLE "cooling_unit_zones" ADD CONSTRAINT "cooling_unit_zones_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "cooling_units" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_unit_zones" ADD CONSTRAINT "cooling_unit_zones_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "cooling_zones" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cooling_unit_zones_site_id_name_idx" ON "cooling_unit_zones" ("site_id", "name");

ALTER TABLE "cooling_unit_powered_by" ADD CONSTRAINT "cooling_unit_powered_by_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "cooling_units" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cooling_unit_powered_by" ADD CONSTRAINT "cooling_unit_powered_by_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cooling_unit_powered_by_site_id_name_idx" ON "cooling_unit_powered_by" ("site_id", "name");

ALTER TABLE "water_loops" ADD CONSTRAINT "water_loops_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "heat_rejections" ADD CONSTRAINT "heat_rejections_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "heat_rejections" ADD CONSTRAINT "heat_rejections_site_id_loop_fkey" FOREIGN KEY ("site_id", "loop")
  REFERENCES "water_loops" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "heat_rejections" ADD CONSTRAINT "heat_rejections_item_fkey" FOREIGN KEY ("item")
  REFERENCES "item_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "heat_rejections_site_id_loop_idx" ON "heat_rejections" ("site_id", "loop");
CREATE INDEX "heat_rejections_item_idx" ON "heat_rejections" ("item");

ALTER TABLE "heat_rejection_powered_by" ADD CONSTRAINT "heat_rejection_powered_by_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "heat_rejections" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "heat_rejection_powered_by" ADD CONSTRAINT "heat_rejection_powered_by_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "heat_rejection_powered_by_site_id_name_idx" ON "heat_rejection_powered_by" ("site_id", "name");

ALTER TABLE "readings" ADD CONSTRAINT "readings_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "readings" ADD CONSTRAINT "readings_site_id_power_element_fkey" FOREIGN KEY ("site_id", "power_element")
  REFERENCES "power_elements" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "readings" ADD CONSTRAINT "readings_site_id_rack_fkey" FOREIGN KEY ("site_id", "rack")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "readings" ADD CONSTRAINT "readings_site_id_device_fkey" FOREIGN KEY ("site_id", "device")
  REFERENCES "devices" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "readings_site_id_power_element_idx" ON "readings" ("site_id", "power_element");
CREATE INDEX "readings_site_id_rack_idx" ON "readings" ("site_id", "rack");
CREATE INDEX "readings_site_id_device_idx" ON "readings" ("site_id", "device");

ALTER TABLE "tray_segments" ADD CONSTRAINT "tray_segments_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "tray_segments" ADD CONSTRAINT "tray_segments_site_id_room_fkey" FOREIGN KEY ("site_id", "room")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "tray_segments" ADD CONSTRAINT "tray_segments_item_fkey" FOREIGN KEY ("item")
  REFERENCES "item_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "tray_segments_site_id_room_idx" ON "tray_segments" ("site_id", "room");
CREATE INDEX "tray_segments_item_idx" ON "tray_segments" ("item");

ALTER TABLE "cables" ADD CONSTRAINT "cables_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cables" ADD CONSTRAINT "cables_type_fkey" FOREIGN KEY ("type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cables_type_idx" ON "cables" ("type");

ALTER TABLE "cable_ends" ADD CONSTRAINT "cable_ends_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "cables" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cable_ends" ADD CONSTRAINT "cable_ends_site_id_device_fkey" FOREIGN KEY ("site_id", "device")
  REFERENCES "devices" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cable_ends_site_id_device_idx" ON "cable_ends" ("site_id", "device");

ALTER TABLE "cable_route" ADD CONSTRAINT "cable_route_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "cables" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "cable_route" ADD CONSTRAINT "cable_route_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "tray_segments" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "cable_route_site_id_name_idx" ON "cable_route" ("site_id", "name");

ALTER TABLE "spares" ADD CONSTRAINT "spares_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_rack_type_fkey" FOREIGN KEY ("rack_type")
  REFERENCES "rack_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_device_type_fkey" FOREIGN KEY ("device_type")
  REFERENCES "device_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_module_type_fkey" FOREIGN KEY ("module_type")
  REFERENCES "module_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_pdu_type_fkey" FOREIGN KEY ("pdu_type")
  REFERENCES "pdu_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_cooling_unit_type_fkey" FOREIGN KEY ("cooling_unit_type")
  REFERENCES "cooling_unit_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_cable_type_fkey" FOREIGN KEY ("cable_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_transceiver_type_fkey" FOREIGN KEY ("transceiver_type")
  REFERENCES "transceiver_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_item_type_fkey" FOREIGN KEY ("item_type")
  REFERENCES "item_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "spares" ADD CONSTRAINT "spares_site_id_staging_area_fkey" FOREIGN KEY ("site_id", "staging_area")
  REFERENCES "staging_areas" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "spares_rack_type_idx" ON "spares" ("rack_type");
CREATE INDEX "spares_device_type_idx" ON "spares" ("device_type");
CREATE INDEX "spares_module_type_idx" ON "spares" ("module_type");
CREATE INDEX "spares_pdu_type_idx" ON "spares" ("pdu_type");
CREATE INDEX "spares_cooling_unit_type_idx" ON "spares" ("cooling_unit_type");
CREATE INDEX "spares_cable_type_idx" ON "spares" ("cable_type");
CREATE INDEX "spares_transceiver_type_idx" ON "spares" ("transceiver_type");
CREATE INDEX "spares_item_type_idx" ON "spares" ("item_type");
CREATE INDEX "spares_site_id_staging_area_idx" ON "spares" ("site_id", "staging_area");

ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "workloads" ADD CONSTRAINT "workloads_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "workloads" ADD CONSTRAINT "workloads_site_id_artifact_fkey" FOREIGN KEY ("site_id", "artifact")
  REFERENCES "artifacts" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "workloads_site_id_artifact_idx" ON "workloads" ("site_id", "artifact");

ALTER TABLE "deployments" ADD CONSTRAINT "deployments_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_site_id_artifact_fkey" FOREIGN KEY ("site_id", "artifact")
  REFERENCES "artifacts" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deployments_site_id_artifact_idx" ON "deployments" ("site_id", "artifact");

ALTER TABLE "deployment_pods" ADD CONSTRAINT "deployment_pods_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "deployments" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deployment_pods" ADD CONSTRAINT "deployment_pods_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "pods" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deployment_pods_site_id_name_idx" ON "deployment_pods" ("site_id", "name");

ALTER TABLE "deployment_racks" ADD CONSTRAINT "deployment_racks_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "deployments" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deployment_racks" ADD CONSTRAINT "deployment_racks_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "racks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deployment_racks_site_id_name_idx" ON "deployment_racks" ("site_id", "name");

ALTER TABLE "deployment_nodes" ADD CONSTRAINT "deployment_nodes_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "deployments" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deployment_nodes" ADD CONSTRAINT "deployment_nodes_site_id_name_fkey" FOREIGN KEY ("site_id", "name")
  REFERENCES "devices" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deployment_nodes_site_id_name_idx" ON "deployment_nodes" ("site_id", "name");

ALTER TABLE "calendars" ADD CONSTRAINT "calendars_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "resources" ADD CONSTRAINT "resources_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "resources" ADD CONSTRAINT "resources_site_id_calendar_fkey" FOREIGN KEY ("site_id", "calendar")
  REFERENCES "calendars" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "resources_site_id_calendar_idx" ON "resources" ("site_id", "calendar");

ALTER TABLE "phases" ADD CONSTRAINT "phases_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "tasks" ADD CONSTRAINT "tasks_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_site_id_calendar_fkey" FOREIGN KEY ("site_id", "calendar")
  REFERENCES "calendars" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_site_id_phase_fkey" FOREIGN KEY ("site_id", "phase")
  REFERENCES "phases" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "tasks_site_id_calendar_idx" ON "tasks" ("site_id", "calendar");
CREATE INDEX "tasks_site_id_phase_idx" ON "tasks" ("site_id", "phase");

ALTER TABLE "task_predecessors" ADD CONSTRAINT "task_predecessors_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "tasks" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_predecessors" ADD CONSTRAINT "task_predecessors_site_id_task_fkey" FOREIGN KEY ("site_id", "task")
  REFERENCES "tasks" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "task_predecessors_site_id_task_idx" ON "task_predecessors" ("site_id", "task");

ALTER TABLE "task_resources" ADD CONSTRAINT "task_resources_owner_id_fkey" FOREIGN KEY ("owner_id")
  REFERENCES "tasks" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_resources" ADD CONSTRAINT "task_resources_site_id_resource_fkey" FOREIGN KEY ("site_id", "resource")
  REFERENCES "resources" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "task_resources_site_id_resource_idx" ON "task_resources" ("site_id", "resource");

ALTER TABLE "assumptions" ADD CONSTRAINT "assumptions_site_id_fkey" FOREIGN KEY ("site_id")
  REFERENCES "sites" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION "row_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  IF OLD.xmin = pg_current_xact_id()::xid THEN
    NEW.revision := OLD.revision;
  ELSE
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END
$$;

-- The revision of the whole site document is no change of the site itself.
CREATE FUNCTION "site_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  document integer := NEW.document_revision;
BEGIN
  NEW.document_revision := OLD.document_revision;
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
  END IF;
  NEW.document_revision := document;
  RETURN NEW;
END
$$;

CREATE FUNCTION "list_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'UPDATE %I SET revision = revision + 1 WHERE id IN (SELECT owner_id FROM changed) AND xmin <> pg_current_xact_id()::xid',
    TG_ARGV[0]
  );
  RETURN NULL;
END
$$;

CREATE TRIGGER "sites_changes" BEFORE UPDATE ON "sites"
  FOR EACH ROW EXECUTE FUNCTION "site_changes"();

CREATE TRIGGER "rack_types_changes" BEFORE UPDATE ON "rack_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "device_types_changes" BEFORE UPDATE ON "device_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "module_types_changes" BEFORE UPDATE ON "module_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "pdu_types_changes" BEFORE UPDATE ON "pdu_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cooling_unit_types_changes" BEFORE UPDATE ON "cooling_unit_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cable_types_changes" BEFORE UPDATE ON "cable_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "transceiver_types_changes" BEFORE UPDATE ON "transceiver_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "item_types_changes" BEFORE UPDATE ON "item_types"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "pod_templates_changes" BEFORE UPDATE ON "pod_templates"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "pod_template_devices_insert" AFTER INSERT ON "pod_template_devices"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_devices_update" AFTER UPDATE ON "pod_template_devices"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_devices_delete" AFTER DELETE ON "pod_template_devices"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');

CREATE TRIGGER "pod_template_pdus_insert" AFTER INSERT ON "pod_template_pdus"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_pdus_update" AFTER UPDATE ON "pod_template_pdus"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_pdus_delete" AFTER DELETE ON "pod_template_pdus"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');

CREATE TRIGGER "pod_template_cords_insert" AFTER INSERT ON "pod_template_cords"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_cords_update" AFTER UPDATE ON "pod_template_cords"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_cords_delete" AFTER DELETE ON "pod_template_cords"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');

CREATE TRIGGER "pod_template_port_map_insert" AFTER INSERT ON "pod_template_port_map"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_port_map_update" AFTER UPDATE ON "pod_template_port_map"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');
CREATE TRIGGER "pod_template_port_map_delete" AFTER DELETE ON "pod_template_port_map"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('pod_templates');

CREATE TRIGGER "rooms_changes" BEFORE UPDATE ON "rooms"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "staging_areas_changes" BEFORE UPDATE ON "staging_areas"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "obstacles_changes" BEFORE UPDATE ON "obstacles"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "rows_changes" BEFORE UPDATE ON "rows"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "pods_changes" BEFORE UPDATE ON "pods"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "racks_changes" BEFORE UPDATE ON "racks"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "rack_feeds_insert" AFTER INSERT ON "rack_feeds"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('racks');
CREATE TRIGGER "rack_feeds_update" AFTER UPDATE ON "rack_feeds"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('racks');
CREATE TRIGGER "rack_feeds_delete" AFTER DELETE ON "rack_feeds"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('racks');

CREATE TRIGGER "devices_changes" BEFORE UPDATE ON "devices"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "power_elements_changes" BEFORE UPDATE ON "power_elements"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "power_element_parents_insert" AFTER INSERT ON "power_element_parents"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('power_elements');
CREATE TRIGGER "power_element_parents_update" AFTER UPDATE ON "power_element_parents"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('power_elements');
CREATE TRIGGER "power_element_parents_delete" AFTER DELETE ON "power_element_parents"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('power_elements');

CREATE TRIGGER "cords_changes" BEFORE UPDATE ON "cords"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cooling_zones_changes" BEFORE UPDATE ON "cooling_zones"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cooling_zone_rows_insert" AFTER INSERT ON "cooling_zone_rows"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_zones');
CREATE TRIGGER "cooling_zone_rows_update" AFTER UPDATE ON "cooling_zone_rows"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_zones');
CREATE TRIGGER "cooling_zone_rows_delete" AFTER DELETE ON "cooling_zone_rows"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_zones');

CREATE TRIGGER "cooling_units_changes" BEFORE UPDATE ON "cooling_units"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cooling_unit_zones_insert" AFTER INSERT ON "cooling_unit_zones"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');
CREATE TRIGGER "cooling_unit_zones_update" AFTER UPDATE ON "cooling_unit_zones"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');
CREATE TRIGGER "cooling_unit_zones_delete" AFTER DELETE ON "cooling_unit_zones"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');

CREATE TRIGGER "cooling_unit_powered_by_insert" AFTER INSERT ON "cooling_unit_powered_by"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');
CREATE TRIGGER "cooling_unit_powered_by_update" AFTER UPDATE ON "cooling_unit_powered_by"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');
CREATE TRIGGER "cooling_unit_powered_by_delete" AFTER DELETE ON "cooling_unit_powered_by"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cooling_units');

CREATE TRIGGER "water_loops_changes" BEFORE UPDATE ON "water_loops"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "heat_rejections_changes" BEFORE UPDATE ON "heat_rejections"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "heat_rejection_powered_by_insert" AFTER INSERT ON "heat_rejection_powered_by"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('heat_rejections');
CREATE TRIGGER "heat_rejection_powered_by_update" AFTER UPDATE ON "heat_rejection_powered_by"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('heat_rejections');
CREATE TRIGGER "heat_rejection_powered_by_delete" AFTER DELETE ON "heat_rejection_powered_by"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('heat_rejections');

CREATE TRIGGER "readings_changes" BEFORE UPDATE ON "readings"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "tray_segments_changes" BEFORE UPDATE ON "tray_segments"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cables_changes" BEFORE UPDATE ON "cables"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "cable_ends_insert" AFTER INSERT ON "cable_ends"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');
CREATE TRIGGER "cable_ends_update" AFTER UPDATE ON "cable_ends"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');
CREATE TRIGGER "cable_ends_delete" AFTER DELETE ON "cable_ends"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');

CREATE TRIGGER "cable_route_insert" AFTER INSERT ON "cable_route"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');
CREATE TRIGGER "cable_route_update" AFTER UPDATE ON "cable_route"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');
CREATE TRIGGER "cable_route_delete" AFTER DELETE ON "cable_route"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('cables');

CREATE TRIGGER "spares_changes" BEFORE UPDATE ON "spares"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "artifacts_changes" BEFORE UPDATE ON "artifacts"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "workloads_changes" BEFORE UPDATE ON "workloads"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "deployments_changes" BEFORE UPDATE ON "deployments"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "deployment_pods_insert" AFTER INSERT ON "deployment_pods"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_pods_update" AFTER UPDATE ON "deployment_pods"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_pods_delete" AFTER DELETE ON "deployment_pods"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');

CREATE TRIGGER "deployment_racks_insert" AFTER INSERT ON "deployment_racks"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_racks_update" AFTER UPDATE ON "deployment_racks"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_racks_delete" AFTER DELETE ON "deployment_racks"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');

CREATE TRIGGER "deployment_nodes_insert" AFTER INSERT ON "deployment_nodes"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_nodes_update" AFTER UPDATE ON "deployment_nodes"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');
CREATE TRIGGER "deployment_nodes_delete" AFTER DELETE ON "deployment_nodes"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('deployments');

CREATE TRIGGER "calendars_changes" BEFORE UPDATE ON "calendars"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "resources_changes" BEFORE UPDATE ON "resources"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "phases_changes" BEFORE UPDATE ON "phases"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "tasks_changes" BEFORE UPDATE ON "tasks"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TRIGGER "task_predecessors_insert" AFTER INSERT ON "task_predecessors"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_predecessors_update" AFTER UPDATE ON "task_predecessors"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_predecessors_delete" AFTER DELETE ON "task_predecessors"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');

CREATE TRIGGER "task_resources_insert" AFTER INSERT ON "task_resources"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_resources_update" AFTER UPDATE ON "task_resources"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');
CREATE TRIGGER "task_resources_delete" AFTER DELETE ON "task_resources"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('tasks');

CREATE TRIGGER "assumptions_changes" BEFORE UPDATE ON "assumptions"
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();

CREATE TABLE "audit_records" (
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
  CONSTRAINT "plan_changes_effective_on_check" CHECK ("effective_on" ~ '^\d{4}-\d{2}-\d{2}$'),
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
  FOR EACH ROW EXECUTE FUNCTION "row_changes"();
