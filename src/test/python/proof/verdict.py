"""Runs the tests of one program twice and says what became of it."""
from __future__ import annotations

import ast
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from . import comparison, stage
from .client import function_name, modules_of
from .runtime import unpacked

_PRELOADED = ("flask", "h11", "asyncio", "http.client", "decimal")


@dataclass
class Verdict:
    """What became of one program.

    program: its name.
    skipped: why it was not compared.
    differences: what differs, a sentence each.
    rule: the rule that the first of them comes of, and with it all others.
    calls: how many calls its tests made.
    requests: how many requests came of them.
    """

    program: str
    skipped: Optional[str] = None
    differences: list[str] = field(default_factory=list)
    rule: Optional[str] = None
    calls: int = 0
    requests: int = 0


class Bundle:
    """A bundle and its manifest."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        unpacked(directory)  # once, before services are started
        services = json.loads((directory / "nanoservices.json").read_text(encoding="utf-8"))["services"]
        self._services = {endpoint["name"]: service for service in services for endpoint in service["endpoints"]}
        self.modules = {endpoint["module"] for service in services for endpoint in service["endpoints"]}

    def services(self, modules: list[str]) -> list[dict[str, Any]]:
        """Returns the services of modules and all that those refer to."""
        wanted = [name for name, service in self._services.items() if _module(service, name) in modules]
        for name in wanted:  # which grows
            for endpoint in self._services[name]["endpoints"]:
                wanted += [reference for reference in endpoint["references"] if reference not in wanted]
        return list({service["name"]: service for service in map(self._services.__getitem__, wanted)}.values())

    def names_itself(self, service: dict[str, Any]) -> bool:
        """Returns whether the only function of a service uses its own name, which is no reference to another service."""
        if len(service["endpoints"]) > 1:
            return False
        name = function_name(service["endpoints"][0])
        server = ast.parse((self.directory / service["directory"] / "main.py").read_bytes())
        functions = [node for node in server.body if getattr(node, "name", None) == name]
        return any(isinstance(node, ast.Name) and node.id == name for each in functions for node in ast.walk(each))


def _module(service: dict[str, Any], name: str) -> str:
    return next(endpoint["module"] for endpoint in service["endpoints"] if endpoint["name"] == name)


def sources(folder: Path) -> set[str]:
    """Returns the names of the modules and packages in a folder that are no tests."""
    paths = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py")]
    names = {".".join(path.parts) for path in paths if not path.name.startswith("test_")}
    return {name.removesuffix(".__init__") for name in names}


def compare(test: Path, bundle: Bundle, self_calls: bool) -> Verdict:
    """Runs the tests in a file twice."""
    program = test.stem[len("test_") :]
    modules = modules_of(test, bundle.modules)
    if not modules:
        return Verdict(program, skipped="not in the format")
    programs = sources(test.parent)
    services = bundle.services(modules)
    if self_calls and not any(map(bundle.names_itself, services)):
        return Verdict(program, skipped="no function calls itself")
    plain = stage.as_it_is(test, programs)
    failures = [f"{each['name']} {each['failure']}" for each in plain.tests if each["failure"]]
    if plain.fault or failures:
        return Verdict(program, skipped=f"fails as it is: {plain.fault or failures[0]}")
    decomposed = stage.decomposed(test, programs, services, bundle.directory, self_calls)
    endpoints = [endpoint for service in services for endpoint in service["endpoints"]]
    streams = {endpoint["name"] for endpoint in endpoints if endpoint["generator"]}
    differences = comparison.differences(plain, decomposed, streams)
    return Verdict(
        program,
        differences=differences,
        rule=comparison.rule(differences[0], self_calls) if differences else None,
        calls=sum(len(each["calls"]) for each in decomposed.tests),
        requests=sum(
            len(requests) for test in comparison.printed(decomposed) for requests in test.requests.values()
        ),
    )


def prepare(directory: str) -> None:
    """Sets what services read from their environment, and imports what takes long, once for all of a worker."""
    os.environ.update(
        NANOSERVICE_ERROR_DETAILS="full",
        NANOSERVICE_ADDRESSES=os.path.join(directory, f"{os.getpid()}.json"),
        NANOSERVICE_HOST="127.0.0.1",
        NANOSERVICE_PORT="0",
        NANOSERVICE_STOP_ON_EOF="1",
        NANOSERVICE_TIMEOUT_MS="600000",  # a chain of a thousand calls takes long on a busy machine
    )
    for module in _PRELOADED:
        __import__(module)
