"""Asks a weather station; the station is a server in the same process."""
import asyncio
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

STATIONS = {"oslo": [3.5, 4.0, 1.5], "rome": [14.0, 15.5, 17.0]}


async def answer(request):
    name = request.match_info["name"]
    if name not in STATIONS:
        raise web.HTTPNotFound(text=f"no station {name}")
    return web.json_response({"name": name, "degrees": STATIONS[name]})


@asynccontextmanager
async def station():
    app = web.Application()
    app.router.add_get("/{name}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield "http://127.0.0.1:%d" % runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def report(name, timeout=10.0):
    async with station() as address, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(timeout)) as session:
        async with session.get(f"{address}/{name}") as response:
            if response.status != 200:
                raise LookupError(await response.text())
            return await response.json()


async def average(name):
    degrees = (await report(name))["degrees"]
    return sum(degrees) / len(degrees)


async def averages(names):
    return dict(zip(names, await asyncio.gather(*map(average, names))))


async def warmest(names=("oslo", "rome")):
    found = await averages(names)
    return max(found, key=found.get)


def now(name):
    return asyncio.run(report(name))["degrees"][-1]
