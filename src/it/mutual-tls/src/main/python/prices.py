def discount(price, percent):
  return price * (100 - percent) / 100


def main(price):
  return {"price": price, "today": discount(price, 25)}
