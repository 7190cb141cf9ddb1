"""The runtime of a generated service: `remote` makes stubs, `answer` answers a request, `run` serves."""
from .client.stubs import remote, remote_async, remote_async_generator, remote_generator
from .server.answer import answer, answer_one_of
from .server.server import run, run_application
from .source_modules import adopt_module_name, module, search_modules_directory

__all__ = [
    "adopt_module_name",
    "answer",
    "answer_one_of",
    "module",
    "remote",
    "remote_async",
    "remote_async_generator",
    "remote_generator",
    "run",
    "run_application",
]

search_modules_directory()
