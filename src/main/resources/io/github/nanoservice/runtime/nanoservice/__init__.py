"""The runtime of a generated service: `remote` stands for a sibling, `answer` answers a request, `run` serves."""
from .answer import answer, answer_one_of
from .classes import known
from .server import run
from .stubs import module, remote, remote_async, remote_async_generator, remote_generator

__all__ = [
    "answer",
    "answer_one_of",
    "known",
    "module",
    "remote",
    "remote_async",
    "remote_async_generator",
    "remote_generator",
    "run",
]
