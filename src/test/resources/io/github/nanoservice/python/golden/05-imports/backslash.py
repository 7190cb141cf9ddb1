from os.path \
    import join, \
    split
import os \
    .path
