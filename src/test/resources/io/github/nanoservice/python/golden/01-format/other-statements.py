print("run at import")
for i in range(3): print(i)
while False: pass
if True: import os
with open("f") as f: pass
try: import json
except ImportError: pass
assert True
del f
raise SystemExit
pass
...
