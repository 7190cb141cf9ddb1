"""Equal names in two modules that one service needs, and the name of the module."""
import logging

from logged_too import audit, level_of

logger = logging.getLogger(__name__)
LEVEL = "own"


@audit
def act(value):
    return value, logger.name, LEVEL


def levels():
    return LEVEL, level_of("act"), __name__
