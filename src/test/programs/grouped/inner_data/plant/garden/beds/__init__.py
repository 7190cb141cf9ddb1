from importlib.resources import files

ROWS = files("plant.garden").joinpath("rows.csv").read_text().split()


def rows():
    return ROWS


def label():
    return files(__package__).joinpath("label.txt").read_text().strip()
