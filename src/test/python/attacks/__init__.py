"""Attacks on a running service, for a quick test and for a full run: `python -m attacks.connections`."""
