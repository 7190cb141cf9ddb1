"""🌍 in several units."""
UNITS = "🌍"; RADIUS = 6371


def main():
    return RADIUS


if __name__ == "__main__":
    print(main())
