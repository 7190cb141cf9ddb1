from events import forward, parse, publish, shout, subscribe


def test_handlers_are_called_in_order():
    subscribers = {}
    subscribe(subscribers, "news", shout)
    subscribe(subscribers, "news", parse)
    assert publish(subscribers, "news", "12") == ["12", 12]
    assert publish(subscribers, "news", "x") == ["X", "ValueError: invalid literal for int() with base 10: 'x'"]
    assert publish(subscribers, "weather", "x") == []


def test_a_subscription_changes_the_callers_dictionary():
    subscribers = {"news": []}
    handlers = subscribers["news"]
    subscribe(subscribers, "news", shout)
    assert subscribers["news"] is handlers
    assert handlers == [shout] or handlers[0].__name__ == "shout"


def test_a_handler_that_publishes():
    subscribers = {}
    subscribe(subscribers, "outer", forward)
    assert publish(subscribers, "outer", "hello") == [["HELLO!"]]
