"""The wire format: values, exceptions and changed arguments as JSON texts, and back (docs/wire-format.md)."""
