"""Slots, private names, an own state, classes that derive from builtin ones."""


class Node:
    __slots__ = ("value", "next", "__secret")

    def __init__(self, value, next=None):
        self.value = value
        self.next = next
        self.__secret = value * 2

    def secret(self):
        return self.__secret


class Stack(list):
    def push(self, item):
        self.append(item)
        return self


class Tagged(str):
    def __new__(cls, text, tag):
        made = super().__new__(cls, text)
        made.tag = tag
        return made


class Session:
    def __init__(self, name):
        self.name = name
        self.handle = open  # which cannot be sent

    def __getstate__(self):
        return {"name": self.name}

    def __setstate__(self, state):
        self.name = state["name"]
        self.handle = open


def link(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head


def reverse(head):
    back = None
    while head:
        head.next, back, head = back, head, head.next
    return back


def values(head):
    found = []
    while head:
        found.append((head.value, head.secret()))
        head = head.next
    return found


def backwards(numbers):
    return values(reverse(link(numbers)))


def push_all(stack, items):
    for item in items:
        stack.push(item)
    return len(stack)


def retag(text, tag):
    return Tagged(text, text.tag + tag)


def visit(session):
    session.name += "!"
    return session.name, "handle" in vars(session)
