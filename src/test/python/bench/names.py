"""The names of the ways to call that are compared, in the order of the tables."""
from __future__ import annotations

ORIGINAL, OURS, GRPC, FASTAPI, GUNICORN, FLOOR = NAMES = (
    "original design",
    "nanoservice",
    "gRPC",
    "FastAPI, httpx",
    "gunicorn, requests",
    "raw sockets",
)
