"""Runs a tool of Python's, such as ruff, with its arguments; prints that the check is skipped if the tool is not installed."""
import importlib.util
import subprocess
import sys

tool = sys.argv[1]
if importlib.util.find_spec(tool) is None:
    print(f"Skipped: {tool} is not installed; pip could not install src/test/python/requirements.txt.")
else:
    sys.exit(subprocess.call([sys.executable, "-m", *sys.argv[1:]]))
