import functools
import logging

logger = logging.getLogger(__name__)
LEVEL = "other"
LEVELS = {"act": LEVEL}


def audit(function):
    @functools.wraps(function)
    def inner(value):
        return function(value), logger.name, level_of(function.__name__)

    return inner


def level_of(name):
    return LEVELS.get(name, logging.getLevelName(logger.getEffectiveLevel()))
