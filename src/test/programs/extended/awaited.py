"""Asynchronous functions and generators with instances and own exceptions."""
import asyncio

LIMIT = 2


class Job:
    def __init__(self, name):
        self.name = name
        self.log = []


class Overloaded(RuntimeError):
    def __init__(self, job):
        super().__init__(job.name)
        self.job = job


async def work(job):
    job.log.append("worked")
    if len(job.log) > LIMIT:
        raise Overloaded(job)
    return job


async def work_all(jobs):
    return await asyncio.gather(*(work(job) for job in jobs))


async def stages(job):
    for stage in ("begin", "end"):
        job.log.append(stage)
        yield job
