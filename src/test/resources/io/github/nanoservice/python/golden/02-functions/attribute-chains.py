def main():
    shop.pricing.discount(1)
    return shop.pricing.rates["x"].value
