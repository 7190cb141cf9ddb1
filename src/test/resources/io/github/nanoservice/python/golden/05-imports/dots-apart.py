from ...a.b import c
import a.b.c as d, e
from .  . import g
from . x import y
