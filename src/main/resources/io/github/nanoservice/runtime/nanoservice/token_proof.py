"""How a service proves that it knows the token. A caller on the same machine asks for it before it sends the token.

Any user of the machine can take the port of a service that has ended. Over TLS the certificate shows who listens, and on a
network the address belongs to the service.
"""
from __future__ import annotations

import hmac

# The path of the request target; its query is `nonce=` and 32 hexadecimal digits that the caller has just made.
PATH = "/nanoservice-proof"
NONCE_BYTES = 16


def proof(token: str, nonce: str, authority: str) -> str:
    """Returns the hexadecimal HMAC-SHA256 (RFC 2104) that only who knows the token can compute.

    authority: the address and the port to which the caller has connected. With it, who listens there cannot pass on the proof of
        another service.
    """
    message = f"nanoservice-proof {nonce} {authority}"
    return hmac.new(token.encode("ascii"), message.encode("latin-1"), "sha256").hexdigest()


def authority_of(address: tuple[str, int]) -> str:
    """Returns an IP address and a port as in a Host header (RFC 9110 §7.2)."""
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(host: str) -> bool:
    """Returns whether an IP address is one of this machine (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3)."""
    return host.startswith("127.") or host == "::1"
