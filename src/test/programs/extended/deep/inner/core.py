from __future__ import annotations

from . import UNIT
from ..common import FACTOR, scale as scaled


class Core:
    size: int = UNIT

    def weight(self) -> int:
        return scaled(self.size)


def core(size: int) -> Core:
    made = Core()
    made.size = size
    return made


def weigh(core: Core) -> int:
    from .. import common

    return core.weight() + common.FACTOR + FACTOR
