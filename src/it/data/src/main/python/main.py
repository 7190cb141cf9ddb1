import csv

from shop.prices import price
from shop.receipts import receipt


def rates():
    with open("rates.csv", newline="") as file:
        return {item: int(rate) for item, rate in csv.reader(file)}


def main():
    return receipt({item: price(item) for item in rates()})
