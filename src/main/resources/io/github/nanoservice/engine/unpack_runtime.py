"""Unpack a wheel into a directory, with bytecode.

A service does not compare the bytecode with the sources at its start (PEP 552), since nothing changes them.
"""

import compileall
import shutil
import sys
import zipfile
from py_compile import PycInvalidationMode

wheel, directory = sys.argv[1:]
shutil.rmtree(directory, ignore_errors=True)
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(directory)
mode = PycInvalidationMode.UNCHECKED_HASH
sys.exit(not compileall.compile_dir(directory, quiet=1, invalidation_mode=mode))
