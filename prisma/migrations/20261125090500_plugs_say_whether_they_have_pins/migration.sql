ALTER TABLE "cable_types"
  ADD COLUMN "pinned_a" boolean,
  ADD COLUMN "pinned_b" boolean;
