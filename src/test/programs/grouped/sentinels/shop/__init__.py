from .signs import MISSING, NOTSET
