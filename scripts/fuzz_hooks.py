"""Files as bodies: sent as they are drawn."""

import schemathesis


@schemathesis.serializer(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/gzip",
    "application/jsonl",
    "application/x-ndjson",
)
def raw_bytes(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()
