def format_name(name):
    return name.capitalize()


def main():
    return "Grüße, " + format_name("zoë")
