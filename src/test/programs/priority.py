"""A priority queue in a list, each step a function of its own."""


def push(heap, item):
    heap.append(item)
    sift_up(heap, len(heap) - 1)


def pop(heap):
    """Removes and returns the smallest item. Raises IndexError where there is none."""
    last = heap.pop()
    if not heap:
        return last
    smallest, heap[0] = heap[0], last
    sift_down(heap, 0)
    return smallest


def sift_up(heap, index):
    parent = (index - 1) // 2
    while index and heap[index] < heap[parent]:
        heap[index], heap[parent] = heap[parent], heap[index]
        index, parent = parent, (parent - 1) // 2


def sift_down(heap, index):
    while (child := smaller_child(heap, index)) is not None and heap[child] < heap[index]:
        heap[index], heap[child] = heap[child], heap[index]
        index = child


def smaller_child(heap, index):
    children = [child for child in (2 * index + 1, 2 * index + 2) if child < len(heap)]
    return min(children, key=heap.__getitem__, default=None)


def ordered(items):
    heap = []
    for item in items:
        push(heap, item)
    return [pop(heap) for _ in items]
