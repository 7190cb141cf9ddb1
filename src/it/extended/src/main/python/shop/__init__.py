"""A shop. What others may use of it is named here."""
from .lines import Line
from .prices import OutOfStock, gross

__all__ = ["Line", "OutOfStock", "gross"]
