from .render import MissingField, render, translated


def post(people, sent):
    for person in people:
        sent.append(render("welcome", {"name": person}))
    return len(sent)


def greeting(language):
    return translated("Hello", language)


def try_to(name):
    try:
        return render(name, {})
    except MissingField as error:
        return f"no {error}"
