"""Instances that know one another: circles, one object twice, generators of instances."""


class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []

    def meet(self, other):
        self.friends.append(other)
        other.friends.append(self)
        return self


def introduce(people):
    for one, other in zip(people, people[1:]):
        one.meet(other)
    return people[0]


def reachable(person):
    seen, waiting = [], [person]
    while waiting:
        each = waiting.pop()
        if each.name not in seen:
            seen.append(each.name)
            waiting.extend(each.friends)
    return sorted(seen)


def pair(person):
    return [person, person]


def walk(person):
    for friend in person.friends:
        friend.visited = True
        yield friend
