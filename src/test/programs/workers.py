"""Threads without an executor, and a timer."""
import threading


def work(number):
    if number < 0:
        raise ValueError(number)
    return number * number


def work_into(results, number):
    results[number] = work(number)


def all_in_threads(numbers):
    results = {}

    def keep(number):
        results[number] = tried(number)

    threads = [threading.Thread(target=keep, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results.items())


def tried(number):
    try:
        return work(number)
    except ValueError as error:
        return f"refused {error}"


def one_after_the_other(numbers):
    results = {}
    for number in numbers:
        thread = threading.Thread(target=work_into, args=(results, number))
        thread.start()
        thread.join()
    return results


def later(number):
    results = []
    timer = threading.Timer(0.001, lambda: results.append(work(number)))
    timer.start()
    timer.join()
    return results
