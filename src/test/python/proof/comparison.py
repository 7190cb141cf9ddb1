"""What differs between two runs of the same tests."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Optional

from .client import MARK
from .stage import Observation

# What Python allows and a call between services refuses, by the text of the refusal.
_RULES = {"a value of type function cannot be sent": "only a function that is a service can be sent"}
# A recursion that branches makes more requests of itself than the time of one call is enough for.
_RULES_OF_SELF_CALLS = {"did not answer before the deadline": "all that comes of a call must end in its time"}

_LONGEST = 300  # characters of a value that are shown


@dataclass
class Printed:
    """What was printed during one test.

    lines: those of the program.
    requests: what the services logged of theirs, by the number of the test's call during which they did; -1 between two.
    """

    lines: list[str] = field(default_factory=list)
    requests: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def differences(plain: Observation, decomposed: Observation, streams: set[str]) -> list[str]:
    """Returns what differs, a sentence each.

    streams: names of the endpoints that yield items.
    """
    if decomposed.fault is not None:
        return [decomposed.fault]
    found = []
    before, after = printed(plain), printed(decomposed)
    for number, (left, right) in enumerate(zip(plain.tests, decomposed.tests)):
        reasons = _calls(left["calls"], right["calls"])
        if left["failure"] != right["failure"]:
            reasons.append(f"as it is {_outcome(left)}, decomposed {_outcome(right)}")
        reasons += _lines(before[number].lines, after[number].lines, _in_order(left) and _in_order(right))
        found += [f"{left['name']}: {reason}" for reason in reasons]
    return found + _traces(decomposed, after, streams)


def rule(difference: str, self_calls: bool) -> Optional[str]:
    """Returns the rule that a difference comes of, or None where it should not be.

    self_calls: whether a function's calls of itself were requests.
    """
    rules = {**_RULES, **_RULES_OF_SELF_CALLS} if self_calls else _RULES
    return next((rule for refusal, rule in rules.items() if refusal in difference), None)


def printed(observation: Observation) -> list[Printed]:
    """Takes the output of a run apart by its tests."""
    tests: list[Printed] = []
    call = -1
    for line in observation.output.splitlines():
        event = _event(line)
        if event.get("event") == MARK:
            if tests and tests[-1].lines and not tests[-1].lines[-1]:
                tests[-1].lines.pop()  # the line feed before the mark
            if "test" in event:
                tests.append(Printed())
            call = event.get("begin", -1)
        elif event.get("event") == "call":
            tests[-1].requests.setdefault(call, []).append(event)
        elif tests and not event:
            tests[-1].lines.append(line)
    return tests


def _event(line: str) -> dict[str, Any]:
    if not line.startswith('{"event": '):
        return {}
    event: dict[str, Any] = json.loads(line)
    return event


def _calls(plain: list[dict[str, Any]], decomposed: list[dict[str, Any]]) -> list[str]:
    if not all(call["alone"] for call in plain + decomposed):  # which of them began first is chance
        plain, decomposed = sorted(plain, key=_text), sorted(decomposed, key=_text)
    found = []
    for left, right in zip(plain, decomposed):
        called = _short(f"{left['function']}{left['arguments']}")
        if (left["function"], left["arguments"]) != (right["function"], right["arguments"]):
            found.append(f"{called} was called, decomposed {right['function']}{_short(right['arguments'])}")
        elif left["outcomes"] != right["outcomes"]:
            found.append(f"{called} {_unlike(left['outcomes'], right['outcomes'])}")
        elif left.get("after") != right.get("after"):
            found.append(f"{called} left {_unlike([str(left.get('after'))], [str(right.get('after'))])}")
    if len(plain) != len(decomposed):
        found.append(f"{len(plain)} calls were made, decomposed {len(decomposed)}")
    return found


def _traces(observation: Observation, tests: list[Printed], streams: set[str]) -> list[str]:
    """All requests that come of one call of a test belong to one trace.

    Streams are left out: one is logged when it is closed, which may be within a later call.
    """
    found = []
    known: set[str] = set()
    for test, output in zip(observation.tests, tests):
        for call in test["calls"] if _in_order(test) else ():
            requests = output.requests.get(call["number"], [])
            traces = {each["trace"] for each in requests if each["function"] not in streams}
            if len(traces - known) > 1:
                found.append(f"{test['name']}: {call['function']}() left {len(traces - known)} traces")
            known |= traces
    return found


def _lines(plain: list[str], decomposed: list[str], in_order: bool) -> list[str]:
    if not in_order:
        plain, decomposed = sorted(plain), sorted(decomposed)
    return [] if plain == decomposed else [f"printed {_unlike(plain, decomposed)}"]


def _unlike(plain: list[str], decomposed: list[str]) -> str:
    """Shows the first place in which two lists differ."""
    place = next((i for i, (left, right) in enumerate(zip(plain, decomposed)) if left != right), None)
    if place is None:
        place = min(len(plain), len(decomposed))
    left, right = ("; ".join(part[place : place + 1]) or "nothing more" for part in (plain, decomposed))
    return f"{_short(left)}, decomposed {_short(right)}"


def _in_order(test: dict[str, Any]) -> bool:
    return all(call["alone"] for call in test["calls"])


def _outcome(test: dict[str, Any]) -> str:
    return f"fails: {_short(test['failure'])}" if test["failure"] else "passes"


def _text(call: dict[str, Any]) -> str:
    return json.dumps([call["function"], call["arguments"], call["outcomes"]])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
