import shop
from shop.signs import DONE, LOW, NEW, NOTSET, STATES, State


def lookup(row, key, default=shop.MISSING):
    return row.get(key, default)


def found(row, keys):
    return [key for key in keys if lookup(row, key) is not shop.MISSING]


def changed(row, name=NOTSET, note=shop.MISSING):
    new = dict(row)
    if name is not NOTSET:
        new["name"] = name
    if note is not shop.MISSING:
        new["note"] = note
    return new


def renamed(row, name=NOTSET):
    return changed(row, name=name)


def noted(row, note=shop.MISSING):
    return changed(row, note=note)


def handed_on(values):
    yield from values


def first_missing(row, keys):
    values = list(handed_on([lookup(row, key) for key in keys]))
    return next((key for key, value in zip(keys, values) if value is shop.MISSING), None)


def after(state):
    return state.following


def path(state=NEW):
    letters = STATES[state]
    while state is not DONE:
        state = after(state)
        letters += STATES[state]
    return letters


def like_done():
    return State("done")


def is_done(state):
    return state is DONE


def is_low(level):
    return level is LOW


def compared():
    return is_done(DONE), is_done(like_done()), is_low(LOW), is_low(type(LOW)(1))
