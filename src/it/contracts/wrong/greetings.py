def format_name(name):
  return name.capitalize()


def main():
  return "Hello, " + format_name("example", "title")
