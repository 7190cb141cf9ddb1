"""The wire format: encodes values, exceptions and changed arguments as JSON, and decodes them (docs/wire-format.md)."""
