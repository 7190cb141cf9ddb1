import os

import pricing


def main():
    return [pricing.quote(3), os.environ["CURRENCY"], "API_KEY" in os.environ]
