from memoized import described, expensive, fibonacci, use


def test_caches():
    assert fibonacci(50) == 12586269025
    assert expensive(4) == [4, 16]


def test_a_context_within_a_service():
    assert use([1]) == (2, 832040, True)
    assert described(1) == "something"
