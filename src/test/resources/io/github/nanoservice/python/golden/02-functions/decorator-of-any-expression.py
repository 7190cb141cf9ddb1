# PEP 614
@registry[0].get("main")
@(lambda f: f)
@x if y else z
def main(): pass
