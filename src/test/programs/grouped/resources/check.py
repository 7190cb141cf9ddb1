from words import is_known
from words.speller import languages


def unknown(text):
    return [word for word in text.split() if not any(is_known(word, each) for each in languages())]


def mark(lines):
    for i, line in enumerate(lines):
        lines[i] = (line, len(unknown(line)))
