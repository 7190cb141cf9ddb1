"""Measurements with everything that sensors get wrong."""
import cmath
import math


def clean(samples):
    """Drops what is no number, keeps infinities and the sign of zero."""
    return [sample for sample in samples if not math.isnan(sample)]


def extremes(samples):
    kept = clean(samples)
    return (min(kept, default=math.inf), max(kept, default=-math.inf))


def impedance(resistance, reactance):
    return complex(resistance, reactance)


def phase(z):
    return round(math.degrees(cmath.phase(z)), 3)


def frame(samples):
    """Packs one signed byte a sample."""
    return bytes(int(sample) & 0xFF for sample in clean(samples))


def label(raw):
    """Decodes what a sensor calls itself; bytes that are no UTF-8 survive as half surrogates."""
    return {"$name": raw.decode("utf-8", "surrogateescape"), 1: True, True and "1": None, None: ...}


def undo(labelled):
    return labelled["$name"].encode("utf-8", "surrogateescape")
