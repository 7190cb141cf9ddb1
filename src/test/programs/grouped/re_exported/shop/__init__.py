"""The functions of a package, under names of its own too."""
from .prices import tax
from .prices import tax as vat
from .totals import gross, printed
