import os
import sys


def price(name):
    return len(name)


def main():
    flags = [sys.flags.optimize, sys.flags.inspect, getattr(sys.flags, "safe_path", False)]
    return [price("ab"), "äß€", flags, os.environ.get("SHOP_DATABASE"), "/nowhere" in os.environ.get("PYTHONPATH", "")]
