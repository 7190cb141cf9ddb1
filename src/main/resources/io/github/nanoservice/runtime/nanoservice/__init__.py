"""The runtime of a generated service: `remote` makes stubs, `answer` answers a request, `run` serves."""
from .client.carried_modules import functions_of, importing, replace_functions
from .client.stubs import remote, remote_async, remote_async_generator, remote_generator
from .server.answer import answer, answer_one_of
from .server.server import run, run_application
from .settings import load
from .source_map import load_program
from .source_modules import adopt_module_name, enter_modules_directory, module
from .system import keep_freed_memory

__all__ = [
    "adopt_module_name",
    "answer",
    "answer_one_of",
    "functions_of",
    "importing",
    "module",
    "remote",
    "remote_async",
    "remote_async_generator",
    "remote_generator",
    "replace_functions",
    "run",
    "run_application",
]

# What depends on the process, so that one which is forked from another with these modules can do it again.
load()
load_program()
enter_modules_directory()
keep_freed_memory()
