"""Certificates for tests, made by the program `openssl`."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple, Optional

OPENSSL = shutil.which("openssl")


class Certificate(NamedTuple):
    """The paths of a certificate and its private key."""

    certificate: str
    key: str


class Authority:
    """An authority that signs certificates.

    folder: an empty directory for its files.
    name: its common name.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._own = self._make(name, ["-x509", "-addext", "basicConstraints=critical,CA:TRUE"])

    @property
    def certificate(self) -> str:
        """The path of the certificate of the authority."""
        return self._own.certificate

    def sign(self, name: str, names: str = "DNS:localhost,IP:127.0.0.1", end: Optional[str] = None) -> Certificate:
        """Returns a new certificate for the subject alternative `names`; `end` is when it expires, as YYYYMMDDHHMMSSZ."""
        requested = self._make(name, ["-addext", f"subjectAltName={names}"])
        signed = self._folder / f"{name}.signed.crt"
        folder = self._folder / f"{name}.ca"
        folder.mkdir()
        (folder / "index.txt").touch()
        configuration = folder / "openssl.cnf"
        configuration.write_text(
            f"[ca]\ndefault_ca=it\n[it]\ndatabase={folder}/index.txt\nnew_certs_dir={folder}\nrand_serial=yes\n"
            "default_md=sha256\npolicy=any\ncopy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n",
            encoding="utf-8",
        )
        _openssl(
            *("ca", "-batch", "-notext", "-config", str(configuration), "-in", requested.certificate, "-out", str(signed)),
            *("-cert", self._own.certificate, "-keyfile", self._own.key),
            *("-startdate", "20200101000000Z", "-enddate", end or "20991231235959Z"),
        )
        return Certificate(str(signed), requested.key)

    def _make(self, name: str, options: list[str]) -> Certificate:
        made = Certificate(str(self._folder / f"{name}.crt"), str(self._folder / f"{name}.key"))
        kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        _openssl("req", *kind, "-subj", f"/CN={name}", "-keyout", made.key, "-out", made.certificate, *options)
        return made


def _openssl(*arguments: str) -> None:
    assert OPENSSL is not None
    ended = subprocess.run([OPENSSL, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if ended.returncode != 0:
        raise AssertionError(f"openssl {' '.join(arguments)}\n{ended.stderr}")
