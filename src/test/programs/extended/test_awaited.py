import asyncio

from awaited import Job, Overloaded, stages, work, work_all


def test_gathered():
    jobs = [Job("a"), Job("b")]
    assert asyncio.run(work_all(jobs)) == jobs
    assert [job.log for job in jobs] == [["worked"], ["worked"]]


def test_an_own_exception():
    job = Job("a")
    job.log += ["x", "y"]
    try:
        asyncio.run(work(job))
    except Overloaded as error:
        assert error.job is job and job.log == ["x", "y", "worked"]
    else:
        raise AssertionError


def test_a_stream():
    async def collect(job):
        return [list(each.log) async for each in stages(job)]

    assert asyncio.run(collect(Job("a"))) == [["begin"], ["begin", "end"]]
