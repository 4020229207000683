ALTER TABLE "artifacts"
  ADD COLUMN "prefill_tokens_per_s" double precision,
  ADD COLUMN "decode_tokens_per_s" double precision,
  ADD COLUMN "rates_source" text,
  ADD COLUMN "decodes_to_cap" boolean,
  ADD COLUMN "measurements" jsonb,
  ADD COLUMN "compile_days" double precision,
  ADD COLUMN "validation_days" double precision,
  ADD CONSTRAINT "artifacts_prefill_tokens_per_s_check" CHECK ("prefill_tokens_per_s" >= 0.000001 AND "prefill_tokens_per_s" <= 1000000000),
  ADD CONSTRAINT "artifacts_decode_tokens_per_s_check" CHECK ("decode_tokens_per_s" >= 0.000001 AND "decode_tokens_per_s" <= 1000000000),
  ADD CONSTRAINT "artifacts_rates_source_check" CHECK (char_length("rates_source") <= 1000 AND "rates_source" ~ '^[^\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]*$'),
  ADD CONSTRAINT "artifacts_measurements_check" CHECK (jsonb_typeof("measurements") = 'array' AND jsonb_array_length("measurements") <= 10000),
  ADD CONSTRAINT "artifacts_compile_days_check" CHECK ("compile_days" >= 0 AND "compile_days" <= 3650),
  ADD CONSTRAINT "artifacts_validation_days_check" CHECK ("validation_days" >= 0 AND "validation_days" <= 3650);

ALTER TABLE "workloads"
  ADD COLUMN "slo_applies_to" text,
  ADD COLUMN "degraded_slo_latency_s" double precision,
  ADD COLUMN "shed_when_degraded" boolean,
  ADD COLUMN "failure_domain" text,
  ADD COLUMN "routing" text,
  ADD COLUMN "prompt_cap_tokens" integer,
  ADD COLUMN "output_cap_tokens" integer,
  ADD CONSTRAINT "workloads_slo_applies_to_check" CHECK ("slo_applies_to" IN ('latency', 'wait')),
  ADD CONSTRAINT "workloads_degraded_slo_latency_s_check" CHECK ("degraded_slo_latency_s" >= 0.000001 AND "degraded_slo_latency_s" <= 100000),
  ADD CONSTRAINT "workloads_failure_domain_check" CHECK ("failure_domain" IN ('none', 'node', 'segment', 'rack', 'pod')),
  ADD CONSTRAINT "workloads_routing_check" CHECK ("routing" IN ('central', 'least-work-left', 'round-robin', 'random')),
  ADD CONSTRAINT "workloads_prompt_cap_tokens_check" CHECK ("prompt_cap_tokens" >= 1 AND "prompt_cap_tokens" <= 100000000),
  ADD CONSTRAINT "workloads_output_cap_tokens_check" CHECK ("output_cap_tokens" >= 1 AND "output_cap_tokens" <= 100000000);
