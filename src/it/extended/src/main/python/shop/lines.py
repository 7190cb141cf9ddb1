"""What is sold."""
from dataclasses import dataclass, field
from decimal import Decimal as D

from .rates import DEFAULT


@dataclass
class Line:
    name: str
    price: D
    kind: str = DEFAULT
    notes: list = field(default_factory=list)
