"""What the import of a program leaves in its thread: a call finds it, and cannot change it for another call."""
from __future__ import annotations

import unittest

from services import ServiceTestCase


class ImportStateTest(ServiceTestCase):
    program = """
        import contextvars
        import decimal
        import threading

        LEVEL = contextvars.ContextVar("LEVEL", default="default")
        TOKEN = LEVEL.set("imported")
        CONTEXT = decimal.setcontext(decimal.Context(prec=5))


        def third():
            return str(decimal.Decimal(1) / 3)


        def level():
            return LEVEL.get()


        def set_level(value):
            before = LEVEL.get()
            LEVEL.set(value)
            return before


        def levels():
            for _ in range(2):
                yield LEVEL.get()


        async def awaited_level():
            return LEVEL.get()


        def level_in_thread():
            found = []
            thread = threading.Thread(target=lambda: found.append(LEVEL.get()))
            thread.start()
            thread.join()
            return found[0]

        """

    def test_the_decimal_context_of_the_import_applies(self) -> None:
        self.assertEqual(self.third(), "0.33333")

    def test_a_context_variable_of_the_import_is_set(self) -> None:
        self.assertEqual(self.level(), "imported")

    def test_a_generator_sees_it(self) -> None:
        self.assertEqual(list(self.levels()), ["imported", "imported"])

    def test_a_coroutine_sees_it(self) -> None:
        import asyncio

        self.assertEqual(asyncio.run(self.awaited_level()), "imported")

    def test_a_new_thread_does_not_see_it(self) -> None:
        """As in Python: a thread starts with an empty context."""
        self.assertEqual(self.level_in_thread(), "default")

    def test_a_call_cannot_set_it_for_the_next_call(self) -> None:
        self.assertEqual([self.set_level("changed"), self.set_level("changed")], ["imported", "imported"])


if __name__ == "__main__":
    unittest.main()
