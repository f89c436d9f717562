"""The private attributes of Textual that pmtui and its tests depend on are listed, and exist in this version."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

from textual.app import App
from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Input, OptionList, RadioButton, RadioSet, TextArea

from pmtui import tui
from tests.textual_private import NAMES

ROOT = Path(__file__).parent.parent.parent


class _Bare(Widget):
    """Has only what Textual puts into each class."""


OTHERS = {"_abc_impl", "_default_focused", "_default_virtual_size", "_exit", "_replace", *vars(_Bare)}
"""Names of Python's own, and those that Textual puts into each class."""


async def test_textual_still_has_the_private_attributes() -> None:
    app: App[None] = App()
    async with app.run_test():
        owners = {"app": app, "line": Input(), "area": TextArea(), "options": OptionList(), "choice": RadioSet(),
                  "button": RadioButton, "palette": CommandPalette()}  # fmt: skip
        gone = []
        for name in NAMES:
            owner, *parts = name.split(".")
            try:
                reduce(getattr, parts, owners[owner])
            except AttributeError:
                gone.append(name)
    assert not gone, f"this Textual has no {', '.join(gone)}: see tests/textual_private.py"


def test_each_private_attribute_is_listed() -> None:
    listed = {part for name in NAMES for part in name.split(".")}
    assert (_of_others() | {*_overridden()}) - listed - OTHERS == set()


def _of_others() -> set[str]:
    """Return the private attributes that the app and the tests use, and that pmtui and the tests don't have."""
    own: set[str] = set()
    used: set[str] = set()
    for path in (*ROOT.glob("pmtui/**/*.py"), *ROOT.glob("tests/*.py"), *ROOT.glob("tests/tui/*.py")):
        is_of_app = path.is_relative_to(ROOT / "pmtui/tui") or path.is_relative_to(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            own.update(_defined(node))
            if is_of_app and isinstance(node, ast.Attribute) and _is_private(node.attr):
                used.add(node.attr)
    return used - own


def _defined(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self":
        yield node.attr


def _overridden() -> Iterator[str]:
    """Yield the private attributes that a class of the app has in place of Textual's."""
    for module in pkgutil.walk_packages(tui.__path__, "pmtui.tui."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and each.__module__ == module.name:
                above = [base for base in each.__mro__[1:] if base.__module__.startswith("textual.")]
                yield from (
                    name for name in vars(each) if _is_private(name) and any(name in vars(base) for base in above)
                )


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
