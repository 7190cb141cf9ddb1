from cache_of_one import fibonacci, twice


def test_what_is_kept_between_calls():
    assert fibonacci(80) == 23416728348467685
    assert twice(80) == 46833456696935370
