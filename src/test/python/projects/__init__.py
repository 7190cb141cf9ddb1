"""Real projects behind services: each is fetched with pip, put below a source directory as it is, and called both ways."""
