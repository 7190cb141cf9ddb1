import socket
from typing import Any

from ..app.base import BaseApplication
from ..glogging import Logger

class ThreadWorker:
    alive: bool
    log: Logger
    def __init__(
        self,
        age: int,
        ppid: int,
        sockets: list[Any],
        app: BaseApplication,
        timeout: int,
        cfg: Any,
        log: Logger,
    ) -> None: ...
    def init_process(self) -> None: ...
    def init_signals(self) -> None: ...
    def handle(self, conn: Any) -> Any: ...
    def is_parent_alive(self) -> bool: ...
    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None: ...
