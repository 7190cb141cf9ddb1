from schedule import Task, Timer, day, names, plan, run


def test_a_heap():
    tasks = []
    for due, name in ((3, "c"), (1, "a"), (2, "b"), (9, "z")):
        plan(tasks, due, name)
    assert names(tasks) == ["a", "b", "c", "z"]
    late = tasks[-1] if tasks[-1].name == "z" else tasks[0]
    done = run(tasks, timer := Timer(3))
    assert [each.name for each in done] == ["a", "b", "c"] and all(each.done for each in done)
    assert [each.name for each in tasks] == ["z"]
    assert timer.now == timer.limit == 3
    assert type(late) is Task
    assert day("xyz") == ["x", "y", "z"]
