from .speller import is_known
