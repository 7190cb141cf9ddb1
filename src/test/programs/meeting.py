"""Services that wait for one another: they can meet only if they run at once."""
import asyncio
import os


def is_there(folder, name):
    return os.path.exists(os.path.join(folder, name))


async def arrive(folder, name, other):
    """Leaves a file, waits for that of the other, and returns its name."""
    with open(os.path.join(folder, name), "x", encoding="utf-8"):
        pass
    while not is_there(folder, other):
        await asyncio.sleep(0.01)
    return other


async def meet(folder, names):
    """Lets each wait for the next one; the last waits for the first."""
    others = names[1:] + names[:1]
    return await asyncio.gather(*(arrive(folder, *pair) for pair in zip(names, others)))


async def impatient(folder, name, seconds):
    """Returns None where nobody comes in time."""
    try:
        return await asyncio.wait_for(arrive(folder, name, "nobody"), seconds)
    except asyncio.TimeoutError:
        return None
