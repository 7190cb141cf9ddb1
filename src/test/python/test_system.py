"""What the C library does with memory."""
from __future__ import annotations

import platform
import subprocess
import sys
import unittest

_PROGRAM = """
import resource, sys
sys.path[:] = {path!r}
import nanoservice

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def message():
    return [bytearray(1_000_000) for _ in range(6)]

for _ in range(5):
    message()
before = faults()
for _ in range(20):
    message()
print(faults() - before)
"""


class FreedMemoryTest(unittest.TestCase):
    @unittest.skipUnless(platform.libc_ver()[0] == "glibc", "needs glibc")
    def test_blocks_of_a_message_are_kept_for_the_next_one(self) -> None:
        command = [sys.executable, "-c", _PROGRAM.format(path=sys.path)]
        faults = int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        self.assertLess(faults, 100)  # without it: 29,000


if __name__ == "__main__":
    unittest.main()
