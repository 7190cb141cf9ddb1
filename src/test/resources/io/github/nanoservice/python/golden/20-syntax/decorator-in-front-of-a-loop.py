@cached
for x in y: pass
