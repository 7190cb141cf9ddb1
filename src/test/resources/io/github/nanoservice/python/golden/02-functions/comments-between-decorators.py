@a

# c

@b
# d
async def f(): pass
