"""Publish and subscribe: a callee that calls its caller's functions back."""


def subscribe(subscribers, topic, handler):
    subscribers.setdefault(topic, []).append(handler)


def publish(subscribers, topic, message):
    """Calls every handler of a topic and returns what they answered, an exception as its text."""
    answers = []
    for handler in subscribers.get(topic, []):
        try:
            answers.append(handler(message))
        except Exception as error:
            answers.append(f"{type(error).__name__}: {error}")
    return answers


def shout(message):
    return message.upper()


def parse(message):
    return int(message)


def forward(message):
    """Publishes under another topic; so a handler is published to again."""
    subscribers = {}
    subscribe(subscribers, "inner", shout)
    return publish(subscribers, "inner", message + "!")
