from collections.abc import Iterable
from typing import Any

from ..config import Config

class RequestParser:
    def __init__(self, cfg: Config, source: Iterable[bytes], source_addr: Any) -> None: ...
    def __next__(self) -> Any: ...
