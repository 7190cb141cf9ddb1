"""Follows links, many pages at once."""
import asyncio


def links(site, page):
    return site.get(page, [])


async def fetch(site, page):
    """Returns the links of a page. Raises LookupError where there is no such page."""
    await asyncio.sleep(0)
    if page not in site:
        raise LookupError(page)
    return links(site, page)


async def crawl(site, start):
    """Returns all pages that can be reached, sorted, and those that are missing."""
    seen, missing, wave = {start}, [], [start]
    while wave:
        answers = await asyncio.gather(*(fetch(site, page) for page in wave), return_exceptions=True)
        missing += [answer.args[0] for answer in answers if isinstance(answer, LookupError)]
        found = [link for answer in answers if isinstance(answer, list) for link in answer]
        wave = [page for page in dict.fromkeys(found) if page not in seen]
        seen.update(wave)
    return sorted(seen.difference(missing)), missing


async def walk(site, start):
    """Yields pages one by one, each only once, depth first."""
    waiting, seen = [start], set()
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            yield page
            waiting += await fetch(site, page)


async def first_pages(site, start, limit):
    pages = []
    async for page in walk(site, start):
        pages.append(page)
        if len(pages) == limit:
            break
    return pages
