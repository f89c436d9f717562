"""The private attributes of Textual that the tests read exist in this version."""

from functools import reduce

from textual.app import App

from tests.textual_private import NAMES


async def test_textual_still_has_the_private_attributes_that_tests_read() -> None:
    app: App[None] = App()
    gone = []
    async with app.run_test():
        for name in NAMES:
            try:
                reduce(getattr, name.split(".")[1:], app)
            except AttributeError:
                gone.append(name)
    assert not gone, f"this Textual has no {', '.join(gone)}: see tests/textual_private.py"
