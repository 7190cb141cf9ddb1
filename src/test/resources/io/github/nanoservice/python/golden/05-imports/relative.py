from . import shop
from .shop import price
from ..shop.pricing import price
from ... import shop
from .... import shop
from . . import shop
