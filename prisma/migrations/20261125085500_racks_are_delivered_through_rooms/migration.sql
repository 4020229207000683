ALTER TABLE "rack_types"
  ADD COLUMN "shipping_width_mm" double precision,
  ADD COLUMN "shipping_depth_mm" double precision,
  ADD COLUMN "shipping_height_mm" double precision,
  ADD CONSTRAINT "rack_types_shipping_width_mm_check" CHECK ("shipping_width_mm" >= 0.000001 AND "shipping_width_mm" <= 4000),
  ADD CONSTRAINT "rack_types_shipping_depth_mm_check" CHECK ("shipping_depth_mm" >= 0.000001 AND "shipping_depth_mm" <= 4000),
  ADD CONSTRAINT "rack_types_shipping_height_mm_check" CHECK ("shipping_height_mm" >= 0.000001 AND "shipping_height_mm" <= 6000);

ALTER TABLE "floor_routes"
  ADD COLUMN "leads_to" text,
  ADD CONSTRAINT "floor_routes_leads_to_check" CHECK (char_length("leads_to") >= 1 AND char_length("leads_to") <= 200);

ALTER TABLE "floor_routes" ADD CONSTRAINT "floor_routes_site_id_leads_to_fkey" FOREIGN KEY ("site_id", "leads_to")
  REFERENCES "rooms" ("site_id", "name") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "floor_routes_site_id_leads_to_idx" ON "floor_routes" ("site_id", "leads_to");
