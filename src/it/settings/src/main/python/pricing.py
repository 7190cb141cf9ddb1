import logging
import os


def quote(pounds):
    logging.info("a quote for %d pounds", pounds)
    print("asked with a key of", len(os.environ["API_KEY"]), "characters")
    return pounds * int(os.environ["PRICE"])
