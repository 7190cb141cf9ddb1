"""Calls over TLS, with certificates that the tests make."""
from __future__ import annotations

import ast
import http.client
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, ClassVar, Optional

from certificates import OPENSSL, Authority, Certificate
from services import PATIENCE, RUNTIME, Service, server_source, set_addresses

from nanoservice.settings import SETTINGS

PROGRAM = '''
def tax(price):
    return price / 4

def net_price(price):
    return price - tax(price)

def prices(count):
    for number in range(count):
        yield "x" * 50_000

def count(numbers):
    return sum(len(each) for each in prices(4)) + len(numbers)
'''
REFUSED = (ssl.SSLError, ConnectionError, http.client.RemoteDisconnected)


@unittest.skipUnless(OPENSSL, "the program openssl, which makes the certificates, is not installed")
class TlsTestCase(unittest.TestCase):
    folder: ClassVar[Path]
    trusted: ClassVar[Authority]
    foreign: ClassVar[Authority]
    own: ClassVar[Certificate]

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.trusted = Authority(cls.folder, "trusted")
        cls.foreign = Authority(cls.folder, "foreign")
        cls.own = cls.trusted.sign("own")

    def environment(self, own: Optional[Certificate] = None, authority: Optional[Authority] = None) -> dict[str, str]:
        certificate, key = own or self.own
        return {
            "NANOSERVICE_TLS_CERTIFICATE": certificate,
            "NANOSERVICE_TLS_KEY": key,
            "NANOSERVICE_TLS_CA": (authority or self.trusted).certificate,
        }

    def start(self, name: str, environment: dict[str, str]) -> Service:
        """Starts the service of one function of PROGRAM."""
        functions: list[Any] = ast.parse(PROGRAM).body
        function = next(each for each in functions if each.name == name)
        service = Service(name, server_source(function, PROGRAM, "", functions), None, **environment)
        self.addCleanup(service.stop)
        return service

    def call(
        self, service: Service, own: Optional[Certificate], target: str = "/?args=[8]", version: Optional[ssl.TLSVersion] = None
    ) -> tuple[int, Any]:
        """Sends a GET over TLS with a certificate or without one; returns the status and the JSON of the response."""
        context = ssl.create_default_context(cafile=self.trusted.certificate)
        if version is not None:
            context.minimum_version = context.maximum_version = version
        if own is not None:
            context.load_cert_chain(own.certificate, own.key)
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, timeout=PATIENCE, context=context)
        self.addCleanup(connection.close)
        connection.request("GET", target)
        response = connection.getresponse()
        return response.status, json.loads(response.read())


class ServiceTest(TlsTestCase):
    """What a service accepts."""

    service: ClassVar[Service]

    def setUp(self) -> None:
        self.service = self.start("tax", self.environment())  # type: ignore[misc]

    def test_a_caller_with_a_certificate_is_answered(self) -> None:
        self.assertEqual(self.call(self.service, self.own), (200, 2.0))
        self.assertEqual(self.call(self.service, self.own, version=ssl.TLSVersion.TLSv1_2), (200, 2.0))

    def test_other_callers_are_refused(self) -> None:
        callers = {
            "no certificate": None,
            "foreign authority": self.foreign.sign("stranger"),
            "expired": self.trusted.sign("old", end="20210101000000Z"),
        }
        for name, certificate in callers.items():
            with self.subTest(name):
                self.assertRaises(REFUSED, self.call, self.service, certificate)
        self.assert_nothing_ran()

    def assert_nothing_ran(self) -> None:
        """Fails unless a further call is answered and is the first one in the log."""
        self.assertEqual(self.call(self.service, self.own), (200, 2.0))
        self.service.wait_for(lambda line: line.startswith('{"event": "call"'))
        self.assertEqual(len(self.service.events("call")), 1)

    def test_plain_http_is_not_answered(self) -> None:
        with socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) as connection:
            connection.sendall(b"GET /?args=[8] HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            try:
                while part := connection.recv(4096):
                    received += part
            except ConnectionError:
                pass
        self.assertNotIn(b"HTTP/", received)
        self.assertEqual(self.call(self.service, self.own), (200, 2.0))
        self.service.stop()
        self.assertEqual(self.service.errors, "")

    def test_a_caller_that_leaves_before_the_handshake_harms_nothing(self) -> None:
        reset = struct.pack("ii", 1, 0)
        for data in [b"", b"GET /?args=[8] HTTP/1.1\r\nHost: localhost\r\n\r\n"] * 50:
            with socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                connection.sendall(data)
        self.assert_nothing_ran()

    def test_a_silent_caller_does_not_delay_others(self) -> None:
        end = time.monotonic() + 6 * SETTINGS.head_timeout  # handshakes one after another would take longer
        silent = [socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) for _ in range(20)]
        for connection in silent:
            self.addCleanup(connection.close)
            connection.sendall(b"\x16\x03\x01")  # the beginning of a handshake
        self.assertEqual(self.call(self.service, self.own), (200, 2.0))
        for connection in silent:
            connection.settimeout(max(0.1, end - time.monotonic()))
            self.assertEqual(connection.recv(1), b"")

    def test_the_health_check_uses_the_certificate_of_the_service(self) -> None:
        elsewhere = self.environment(self.trusted.sign("named", "DNS:elsewhere"))
        self.service = self.start("tax", elsewhere)  # type: ignore[misc]
        program = RUNTIME / "nanoservice" / "server" / "health.py"
        command = [sys.executable, "-I", str(program), "0", f"127.0.0.1:{self.service.port}"]
        without = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(without.returncode, 1)
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, **elsewhere}
        )
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "", ""))


class StubTest(TlsTestCase):
    """What a stub accepts."""

    def called(self, tax: Service) -> tuple[int, Any]:
        """Returns the answer of a service that calls `tax`."""
        set_addresses({"tax": f"https://127.0.0.1:{tax.port}/"})
        return self.call(self.start("net_price", self.environment()), self.own)

    def test_a_service_calls_another_one(self) -> None:
        self.assertEqual(self.called(self.start("tax", self.environment())), (200, 6.0))

    def test_streams_and_long_arguments_cross(self) -> None:
        prices = self.start("prices", self.environment())
        set_addresses({"prices": f"https://127.0.0.1:{prices.port}/"})
        counting = self.start("count", self.environment())
        for _ in range(2):  # the second call uses the connection of the first one again
            self.assertEqual(self.call(counting, self.own, '/?args=["12"]'), (200, 200_002))

    def test_concurrent_calls_share_connections(self) -> None:
        tax = self.start("tax", self.environment())
        set_addresses({"tax": f"https://127.0.0.1:{tax.port}/"})
        net_price = self.start("net_price", self.environment())
        found: list[Any] = []
        threads = [threading.Thread(target=lambda: found.append(self.call(net_price, self.own))) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        self.assertEqual(found, [(200, 6.0)] * 20)

    def test_a_service_with_workers_calls_and_is_called(self) -> None:
        workers = {**self.environment(), "NANOSERVICE_WORKERS": "2"}
        tax = self.start("tax", workers)
        set_addresses({"tax": f"https://127.0.0.1:{tax.port}/"})
        net_price = self.start("net_price", workers)
        for _ in range(10):
            self.assertEqual(self.call(net_price, self.own), (200, 6.0))

    def test_other_services_are_not_called(self) -> None:
        services = {
            "self.signed|unable to get": self.environment(self.foreign.sign("impostor")),
            "expired": self.environment(self.trusted.sign("outdated", end="20210101000000Z")),
            "IP address mismatch|doesn't match": self.environment(self.trusted.sign("elsewhere", "DNS:elsewhere,IP:127.0.0.2")),
        }
        for reason, environment in services.items():
            with self.subTest(reason):
                tax = self.start("tax", environment)
                status, problem = self.called(tax)
                self.assertEqual((status, problem["title"]), (500, "ConnectionError"))
                expected = f"service 'tax' cannot be called: the handshake of TLS failed: .*({reason}).*NANOSERVICE_TLS_CA"
                self.assertRegex(problem["detail"], expected)
                self.assertEqual(tax.events("call"), [])

    def test_a_service_that_refuses_the_caller_is_named(self) -> None:
        tax = self.start("tax", self.environment(authority=self.foreign))
        status, problem = self.called(tax)
        self.assertEqual((status, problem["title"]), (500, "ConnectionError"))
        # TLS 1.3: the service may end the connection before this process has sent its request, and the alert is then lost.
        reason = "refused the certificate.*NANOSERVICE_TLS_CERTIFICATE|EOF occurred|reset by peer|Broken pipe"
        self.assertRegex(problem["detail"], f"'tax'.*({reason})")

    def test_a_plain_service_is_not_called(self) -> None:
        status, problem = self.called(self.start("tax", {}))
        self.assertEqual((status, problem["title"]), (500, "ConnectionError"))


class SettingsTest(TlsTestCase):
    """Files that cannot be used end the service with advice."""

    def test_wrong_files_are_refused(self) -> None:
        own = self.environment()
        encrypted = self.folder / "encrypted.key"
        subprocess.run(
            [str(OPENSSL), "ec", "-in", self.own.key, "-aes256", "-passout", "pass:secret", "-out", str(encrypted)],
            check=True,
            capture_output=True,
        )
        cases = {
            "NANOSERVICE_TLS_KEY is not; set both": {**own, "NANOSERVICE_TLS_KEY": ""},
            "NANOSERVICE_TLS_CERTIFICATE is not; set both": {**own, "NANOSERVICE_TLS_CERTIFICATE": ""},
            "NANOSERVICE_TLS_CA must name": {**own, "NANOSERVICE_TLS_CA": str(self.folder / "absent.crt")},
            "belong to the certificate": {**own, "NANOSERVICE_TLS_KEY": self.foreign.sign("another").key},
            "must be unencrypted": {**own, "NANOSERVICE_TLS_KEY": str(encrypted)},
        }
        for message, environment in cases.items():
            with self.subTest(message):
                service = self.start("tax", environment)
                self.assertEqual(service.wait(), 1)
                self.assertIn(message, service.errors)
                self.assertNotIn("Traceback", service.errors)


if __name__ == "__main__":
    unittest.main()
