ALTER TABLE "racks"
  ADD COLUMN "fabric_segment" text,
  ADD CONSTRAINT "racks_fabric_segment_check" CHECK (char_length("fabric_segment") >= 1 AND char_length("fabric_segment") <= 200 AND "fabric_segment" ~ '^[^\u0001-\u0020\u007f]([^\u0001-\u001f\u007f]*[^\u0001-\u0020\u007f])?$');
