"""Spreads work over threads that call functions in turn; each call belongs to the one that started it all."""
from concurrent.futures import ThreadPoolExecutor, as_completed


def weight(word):
    return sum(letter_value(letter) for letter in word)


def letter_value(letter):
    return ord(letter) - ord("a") + 1


def weights(words):
    with ThreadPoolExecutor(4) as threads:
        return dict(zip(words, threads.map(weight, words)))


def heaviest(words):
    """Asks for all at once and takes answers as they come."""
    with ThreadPoolExecutor(4) as threads:
        futures = {threads.submit(weight, word): word for word in words}
        return max((future.result(), futures[future]) for future in as_completed(futures))


def first_failure(values):
    """Returns the complaint about the first value in order that has no weight."""
    with ThreadPoolExecutor(2) as threads:
        for future in [threads.submit(weight, value) for value in values]:
            if future.exception():
                return type(future.exception()).__name__, str(future.exception())
    return None
