"""Replaces a generated service in tests; the name of its directory selects its behaviour."""
import json
import os
import signal
import ssl
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BEHAVIOUR = Path(__file__).parent.name


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/healthz":
            self.answer(503 if BEHAVIOUR == "sick" else 200, {})
        elif BEHAVIOUR == "raises":
            problem = {"title": "ValueError", "detail": "no such name: \u00e4 \U0001F600",
                       "traceback": "Traceback (most recent call last):\n  ...\nValueError: no such name"}
            self.answer(500, problem)
        elif BEHAVIOUR == "raises_deeply":
            nested = []
            for _ in range(900):
                nested = [nested]
            problem = {"title": "ValueError", "detail": "deep", "exception": {"args": nested},
                       "traceback": "Traceback (most recent call last):\n  ..."}
            self.answer(500, problem)
        elif BEHAVIOUR == "garbled":
            self.send_response(502)
            self.end_headers()
            self.wfile.write(b"a proxy's page: {")
        elif BEHAVIOUR == "dies_in_call":
            print("about to die", file=sys.stderr, flush=True)
            os._exit(9)
        elif BEHAVIOUR == "slow":
            sys.stdin.read()
        elif BEHAVIOUR == "addresses":
            self.answer(200, json.loads(Path(os.environ["NANOSERVICE_ADDRESSES"]).read_text()))
        elif BEHAVIOUR == "inherited":
            self.answer(200, dict(os.environ))
        elif BEHAVIOUR == "environment":
            names = ["NANOSERVICE_HOST", "NANOSERVICE_PORT", "NANOSERVICE_TIMEOUT_MS", "NANOSERVICE_STOP_ON_EOF",
                     "NANOSERVICE_AUTHENTICATION", "NANOSERVICE_ENTRY_POINTS"]
            self.answer(200, {**{name: os.environ.get(name) for name in names}, "cwd": os.getcwd()})
        elif BEHAVIOUR == "token":
            token = Path(os.environ["NANOSERVICE_TOKEN_FILE"]).read_text().strip()
            self.answer(200, [self.headers.get("Authorization"), token])
        else:
            self.answer(200, {"request": self.command + " " + self.path, "body": body}, indent=2)

    do_POST = do_GET

    def answer(self, status, value, indent=None):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(value, indent=indent).encode())

    def log_message(self, *args):
        pass


if BEHAVIOUR == "dies_at_start":
    sys.exit("no module named 'naught'")
if BEHAVIOUR == "silent":
    print("thinking", flush=True)
    sys.stdin.read()
if BEHAVIOUR == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if BEHAVIOUR == "parent":
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    print("child", child.pid, flush=True)
try:
    server = ThreadingHTTPServer((os.environ["NANOSERVICE_HOST"], int(os.environ["NANOSERVICE_PORT"])), Handler)
except OSError as error:
    print(error, file=sys.stderr)
    sys.exit(3)
if "NANOSERVICE_TLS_KEY" in os.environ:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=os.environ["NANOSERVICE_TLS_CA"])
    context.load_cert_chain(os.environ["NANOSERVICE_TLS_CERTIFICATE"], os.environ["NANOSERVICE_TLS_KEY"])
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
print("pid", os.getpid(), flush=True)
print("asked for port", os.environ["NANOSERVICE_PORT"], flush=True)
print(json.dumps({"event": "listening", "service": BEHAVIOUR, "port": server.server_port}), flush=True)
print("to standard error: \u00e4", file=sys.stderr, flush=True)
server.serve_forever()
