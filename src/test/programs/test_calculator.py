from calculator import evaluate, expression, tokens


def test_values():
    assert evaluate("1 + 2 * 3") == 7
    assert evaluate("-(1 + 2) * (3 - 4) / 2") == 1.5
    assert evaluate("2.5") == 2.5


def test_a_queue_that_others_read_from():
    queue = [1.0, "+", 2.0, ")", 3.0]
    assert expression(queue) == 3
    assert queue == [")", 3.0]


def test_complaints():
    complaints = {
        "1 +": "unexpected end",
        "(1": "missing )",
        "1 $ 2": "unexpected '$'",
        "1 2": "unexpected 2.0",
    }
    for text, message in complaints.items():
        try:
            evaluate(text)
        except SyntaxError as error:
            assert str(error) == message
        else:
            raise AssertionError(f"no SyntaxError for {text}")


def test_division_by_zero():
    try:
        evaluate("1 / (2 - 2)")
    except ZeroDivisionError as error:
        assert "division by zero" in str(error)
    else:
        raise AssertionError("no ZeroDivisionError")


def test_tokens_stream():
    stream = tokens("1 + $")
    assert [next(stream), next(stream)] == [1.0, "+"]
