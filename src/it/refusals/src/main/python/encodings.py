def price():
    return "5 ¤"
