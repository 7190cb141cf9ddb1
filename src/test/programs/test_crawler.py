import asyncio

from crawler import crawl, fetch, first_pages, walk


def site():
    return {"/": ["/a", "/b"], "/a": ["/", "/c"], "/b": ["/gone"], "/c": []}


def test_many_at_once():
    assert asyncio.run(crawl(site(), "/")) == (["/", "/a", "/b", "/c"], ["/gone"])


def test_one():
    assert asyncio.run(fetch(site(), "/c")) == []
    try:
        asyncio.run(fetch(site(), "/d"))
    except LookupError as error:
        assert error.args == ("/d",)
    else:
        raise AssertionError("no LookupError")


def test_an_asynchronous_generator():
    async def collect():
        return [page async for page in walk({"/": ["/a"], "/a": ["/"]}, "/")]

    assert asyncio.run(collect()) == ["/", "/a"]


def test_an_asynchronous_generator_that_is_left_early():
    assert asyncio.run(first_pages(site(), "/", 2)) == ["/", "/b"]
