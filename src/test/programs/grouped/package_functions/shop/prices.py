PRICES = {"pen": 2, "book": 20}
SHIPPING = 4.5
