ALTER TABLE "power_elements"
  ADD COLUMN "whip_type" text,
  ADD CONSTRAINT "power_elements_whip_type_check" CHECK (char_length("whip_type") >= 1 AND char_length("whip_type") <= 200);

ALTER TABLE "power_elements" ADD CONSTRAINT "power_elements_whip_type_fkey" FOREIGN KEY ("whip_type")
  REFERENCES "cable_types" ("slug") ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "power_elements_whip_type_idx" ON "power_elements" ("whip_type");
