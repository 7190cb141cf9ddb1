"""The runtime of a generated service: `remote` stands for a sibling, `answer` answers a request, `run` serves."""
from .answer import answer, answer_one_of
from .modules import find_parts, module, written_in
from .server import run
from .stubs import remote, remote_async, remote_async_generator, remote_generator

__all__ = [
    "answer",
    "answer_one_of",
    "module",
    "remote",
    "remote_async",
    "remote_async_generator",
    "remote_generator",
    "run",
    "written_in",
]

find_parts()
