import warnings
warnings.filterwarnings("ignore")
setlocale(LC_ALL, "C")


def f():
    return 1
