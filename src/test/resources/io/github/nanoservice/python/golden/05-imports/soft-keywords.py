import match, case
from type import _
