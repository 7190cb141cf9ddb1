"""Attacks from a browser: pages of other origins send all the requests that a page can send.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime:src/test/python python -m attacks.browsers

prints a row for each page, and exits with 1 if a function ran. It needs Chromium.
"""
from __future__ import annotations

import contextlib
import http.client
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import parse_qs, quote, urlsplit

from services import PATIENCE, Service

from .outcome import Outcome, show

CHROMIUM = shutil.which("chromium")
TOKEN = "browser-test-token-0123456789-0123456789"
# The ways in which Chromium sends a request without asking first. With fewer, the page itself did not work.
LEAST_WAYS = 43
# Names that only the proxy of `Web` resolves.
EVIL, REBOUND, BEHIND_PROXY, ALLOWED = "evil.example", "rebound.example", "behind-proxy.example", "allowed.example"
_SOURCE = '''
from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def mark(way):
    print("ran", way)
    return way


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(mark)


if __name__ == "__main__":
    run(app)
'''

# All ways in which a page can cause a request. `get(way)` and `post(way)` return addresses that contain the name of the way.
_PAGE = """<!doctype html><meta charset="utf-8"><body><script>
const base = BASE, token = TOKEN;
const get = way => base + '/mark?args=' + encodeURIComponent(JSON.stringify([way]));
const post = way => base + '/mark?way=' + encodeURIComponent(way);
const text = way => JSON.stringify({args: [way]});
const fields = way => { const data = new FormData(); data.append('way', way); return data; };
const json = {'Content-Type': 'application/json'};
const put = (name, attributes) => {
  const node = Object.assign(document.createElement(name), attributes);
  document.body.append(node);
  return node;
};
let frames = 0;
const frame = attributes => put('iframe', {name: 'frame' + ++frames, ...attributes}).name;
const form = (way, method, enctype, named) => {
  const node = put('form', {action: method === 'get' || named ? base + '/mark' : post(way), method, enctype, target: frame({})});
  const input = document.createElement('input');
  if (named) [input.name, input.value] = ['way', way];
  else [input.name, input.value] = method === 'get' ? ['args', JSON.stringify([way])] : ['{"args":["' + way, '"]}'];
  node.append(input);
  node.submit();
};
const inFrame = (way, code) => frame({sandbox: 'allow-scripts', srcdoc: `<script>${code(way)}</` + 'script>'});
const attacks = {
  'img': way => put('img', {src: get(way)}),
  'img after a redirect': way => put('img', {src: '/redirect?to=' + encodeURIComponent(get(way))}),
  'script': way => put('script', {src: get(way)}),
  'module script': way => put('script', {type: 'module', src: get(way)}),
  'style sheet': way => put('link', {rel: 'stylesheet', href: get(way)}),
  'style import': way => put('style', {textContent: `@import url('${get(way)}');`}),
  'background': way => put('div', {style: `background: url('${get(way)}'); width: 9px; height: 9px`}),
  'prefetch': way => put('link', {rel: 'prefetch', href: get(way)}),
  'preload': way => put('link', {rel: 'preload', as: 'image', href: get(way)}),
  'icon': way => put('link', {rel: 'icon', href: get(way)}),
  'iframe': way => frame({src: get(way)}),
  'sandboxed iframe': way => frame({sandbox: '', src: get(way)}),
  'refresh in an iframe': way => frame({srcdoc: `<meta http-equiv="refresh" content="0;url=${get(way)}">`}),
  'object': way => put('object', {data: get(way)}),
  'embed': way => put('embed', {src: get(way)}),
  'audio': way => put('audio', {src: get(way), preload: 'auto'}),
  'video': way => put('video', {src: get(way), preload: 'auto'}),
  'image button': way => put('input', {type: 'image', src: get(way)}),
  'form get': way => form(way, 'get', ''),
  'form urlencoded': way => form(way, 'post', 'application/x-www-form-urlencoded'),
  'form multipart': way => form(way, 'post', 'multipart/form-data'),
  'form urlencoded with names': way => form(way, 'post', 'application/x-www-form-urlencoded', true),
  'form multipart with names': way => form(way, 'post', 'multipart/form-data', true),
  'form get with names': way => form(way, 'get', '', true),
  'fetch urlencoded': way => fetch(base + '/mark', {method: 'POST', mode: 'no-cors', body: new URLSearchParams({way})}),
  'fetch multipart': way => fetch(base + '/mark', {method: 'POST', mode: 'no-cors', body: fields(way)}),
  'fetch multipart without referrer': way =>
    fetch(base + '/mark', {method: 'POST', mode: 'no-cors', referrerPolicy: 'no-referrer', body: fields(way)}),
  'beacon urlencoded': way => navigator.sendBeacon(base + '/mark', new URLSearchParams({way})),
  'beacon multipart': way => navigator.sendBeacon(base + '/mark', fields(way)),
  'form text': way => form(way, 'post', 'text/plain'),
  'fetch get': way => fetch(get(way)),
  'fetch get no-cors': way => fetch(get(way), {mode: 'no-cors'}),
  'fetch get without referrer': way => fetch(get(way), {mode: 'no-cors', referrerPolicy: 'no-referrer'}),
  'fetch get lossless': way => fetch(get(way), {mode: 'no-cors', headers: {Accept: 'application/vnd.nanoservice+json'}}),
  'fetch text': way => fetch(post(way), {method: 'POST', mode: 'no-cors', body: text(way)}),
  'fetch without type': way => fetch(post(way), {method: 'POST', mode: 'no-cors', body: new Blob([text(way)])}),
  'fetch without referrer': way =>
    fetch(post(way), {method: 'POST', mode: 'no-cors', referrerPolicy: 'no-referrer', body: new Blob([text(way)])}),
  'fetch json': way => fetch(post(way), {method: 'POST', headers: json, body: text(way)}),
  'fetch from null': way => inFrame(way, way => `fetch(${JSON.stringify(get(way))}, {mode: 'no-cors'})`),
  'post from null': way => inFrame(way, way =>
    `fetch(${JSON.stringify(post(way))}, {method: 'POST', mode: 'no-cors', body: new Blob([${JSON.stringify(text(way))}])})`),
  'xhr get': way => { const sent = new XMLHttpRequest(); sent.open('GET', get(way)); sent.send(); },
  'xhr post': way => { const sent = new XMLHttpRequest(); sent.open('POST', post(way)); sent.send(text(way)); },
  'beacon': way => navigator.sendBeacon(post(way), text(way)),
  'beacon without type': way => navigator.sendBeacon(post(way), new Blob([text(way)])),
  'beacon json': way => navigator.sendBeacon(post(way), new Blob([text(way)], {type: 'application/json'})),
  'event source': way => new EventSource(get(way)),
  'web socket': way => new WebSocket(get(way).replace('http', 'ws')),
  'ping': way => put('a', {href: '#', ping: post(way), textContent: way}).click(),
  'worker script': way => {
    const code = `importScripts(${JSON.stringify(get(way))})`;
    new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
  },
  'new window': way => open(get(way)),
  'link to a new window': way => put('a', {href: get(way), target: '_blank', textContent: way}).click(),
};
const reads = {
  'get': way => fetch(get(way)),
  'post': way => fetch(post(way), {method: 'POST', headers: json, body: text(way)}),
  'post with the token': way =>
    fetch(post(way), {method: 'POST', headers: {...json, Authorization: 'Bearer ' + token}, body: text(way)}),
};
const attempt = async way => { try { await attacks[way](way); } catch (refused) {} };
const read = async way => { try { const answer = await reads[way](way); return [answer.status, await answer.text()]; }
                            catch (refused) { return [0, '']; } };
(async () => {
  if (KIND === 'attacks') {
    Object.keys(attacks).forEach(attempt);
    await new Promise(done => setTimeout(done, 4000));
    await fetch('/done', {method: 'POST', body: JSON.stringify(Object.keys(attacks))});
  } else {
    const results = {};
    for (const way of Object.keys(reads)) results[way] = await read(way);
    await fetch('/done', {method: 'POST', body: JSON.stringify(results)});
  }
})();
</script>"""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *about: Any) -> None:
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def respond(self, status: int, body: bytes = b"", **headers: str) -> None:
        with contextlib.suppress(OSError):  # the page may have gone
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)


class Recorder:
    """A server that answers anything, and records which ways of sending a request reach a server. ways: their names."""

    def __init__(self) -> None:
        ways: set[str] = set()
        self.ways = ways

        class Handler(_Handler):
            def do_GET(self) -> None:
                body = self.body().decode("utf-8", "replace")
                query = parse_qs(urlsplit(self.path).query)
                ways.update(query.get("way", []))
                ways.update(parse_qs(body).get("way", []))
                ways.update(re.findall(r'name="way"\r\n\r\n(.*)\r\n', body))
                ways.update(way for args in query.get("args", []) for way in json.loads(args))
                self.respond(200)

            do_POST = do_GET

            def do_OPTIONS(self) -> None:
                self.respond(403)

        self._server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Web:
    """A proxy that serves a page under every name, and sends other requests on to a service, with the same `Host`.

    Under REBOUND this is what a browser meets after DNS rebinding. Under BEHIND_PROXY it is a page of the service's own origin.
    """

    def __init__(self, page: str, service_port: int) -> None:
        self._done = threading.Event()
        self.result: Any = None
        web = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                body = self.body()
                if url.path == "/done":
                    web.result = json.loads(body)
                    web._done.set()
                    self.respond(200)
                elif url.path == "/redirect":
                    self.respond(302, Location=parse_qs(url.query)["to"][0])
                elif url.path == "/mark":
                    self.forward(f"{url.path}?{url.query}", body)
                else:
                    self.respond(200, page.encode("utf-8"), Content_Type="text/html")

            do_POST = do_GET

            def forward(self, target: str, body: bytes) -> None:
                connection = http.client.HTTPConnection("127.0.0.1", service_port, timeout=PATIENCE)
                connection.request(self.command, target, body or None, dict(self.headers))
                response = connection.getresponse()
                self.respond(response.status, response.read())
                connection.close()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def wait(self) -> Any:
        """Returns what the page has reported, awaited."""
        if not self._done.wait(PATIENCE):
            raise AssertionError("the page did not report its end")
        return self.result

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Browser:
    """A Chromium that shows a page until it is closed. It sends requests to a `Web`, unless they are for loopback or `host`."""

    def __init__(self, url: str, web: Web, host: str) -> None:
        self._folder = tempfile.mkdtemp()
        self._process = subprocess.Popen(
            [
                str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-popup-blocking", "--no-first-run",
                "--disable-dev-shm-usage", f"--user-data-dir={self._folder}", "--remote-debugging-port=0",
                # Not every browser has these protections, and a service must not rely on them.
                "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,HttpsUpgrades,HttpsFirstBalancedMode",
                f"--proxy-server=http://127.0.0.1:{web.port}", f"--proxy-bypass-list={host}", url,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)


def visit(url: str, kind: str, base: str, service_port: int) -> Any:
    """Shows a page in a browser; returns what it reports.

    url: the address of the page. kind: `attacks` or `reads`. base: where the page sends its requests; empty for its own origin.
    """
    page = _PAGE.replace("KIND", json.dumps(kind)).replace("BASE", json.dumps(base)).replace("TOKEN", json.dumps(TOKEN), 1)
    web = Web(page, service_port)
    browser = Browser(url.replace("PORT", str(web.port)), web, urlsplit(base).hostname or "")
    try:
        return web.wait()
    finally:
        browser.close()
        web.close()


def running_service() -> Service:
    """Returns a service that allows pages of ALLOWED and answers to BEHIND_PROXY."""
    return Service(
        "mark",
        _SOURCE,
        NANOSERVICE_HOST="0.0.0.0",
        NANOSERVICE_TOKEN=TOKEN,
        NANOSERVICE_ALLOWED_ORIGINS=f"http://{ALLOWED}",
        NANOSERVICE_ALLOWED_HOSTS=BEHIND_PROXY,
    )


def own_address() -> Optional[str]:
    """Returns an address of this machine that is not loopback, or None. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def attack(service: Service, name: str, url: str, host: str) -> Outcome:
    """Lets a page send all requests that it can, first to a server that accepts them, then to a service.

    url: the address of the page; PORT stands for the port of its server. host: the address of the servers.
    """
    recorder = Recorder()
    try:
        visit(url, "attacks", f"http://{host}:{recorder.port}", service.port)
    finally:
        recorder.close()
    before = len(_ran(service))
    visit(url, "attacks", f"http://{host}:{service.port}", service.port)
    ran = _ran(service)[before:]
    text = f"{len(recorder.ways)} ways reach a server; {len(set(ran))} ran the function"
    return Outcome(name, len(recorder.ways), text, not ran and len(recorder.ways) >= LEAST_WAYS)


def _ran(service: Service) -> list[str]:
    return [line[4:] for line in list(service.lines) if line.startswith("ran ")]


def rebinding(service: Service) -> Outcome:
    """Lets a page send requests to its own name, which resolves to the service meanwhile."""
    before = len(_ran(service))
    results = visit(f"http://{REBOUND}/", "reads", "", service.port)
    ran = _ran(service)[before:]
    # A page that knows the token may call: who has the token is not a stranger.
    statuses = ", ".join(f"{way}: {status}" for way, (status, _) in results.items())
    return Outcome("DNS rebinding", len(results), statuses, ran == ["post with the token"])


def redirected_navigation(service: Service) -> Outcome:
    """Opens an address as the address bar does; it redirects to a service. For the browser this is no foreign page."""
    before = len(_ran(service))
    web = Web("", service.port)
    assert CHROMIUM is not None
    target = f"http://127.0.0.1:{service.port}/?args=[%22navigation%22]"
    browser = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--proxy-server=http://127.0.0.1:{web.port}"]
    try:
        url = f"http://{EVIL}/redirect?to={quote(target, safe='')}"
        shown = subprocess.run([*browser, "--dump-dom", url], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    finally:
        web.close()
    ran = _ran(service)[before:]
    arrived = "Sec-Fetch-Site: none" in shown.stdout
    return Outcome("redirect of the address bar", 1, f"ran: {', '.join(ran) or 'none'}", arrived and not ran)


def outcomes() -> Iterator[Outcome]:
    """Yields the outcome of each attack."""
    service = running_service()
    try:
        yield attack(service, "page of another site", f"http://{EVIL}/", "127.0.0.1")
        yield attack(service, "page of another port", "http://127.0.0.1:PORT/", "127.0.0.1")
        yield rebinding(service)
        yield redirected_navigation(service)
        address = own_address()
        if address is not None:
            yield attack(service, "page of another site, over the network", f"http://{EVIL}/", address)
    finally:
        service.stop()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Chromium is not installed; install the package chromium")
    sys.exit(show(outcomes()))
