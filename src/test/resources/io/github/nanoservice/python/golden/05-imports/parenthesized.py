from os.path import (join, split)
from os.path import (
    basename,  # the last part
    dirname,
)
