"""Records that a reader makes by the ten thousand."""

from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool) -> Any:
        """Make a class a dataclass that is frozen for the type checker alone.

        At run time, a frozen dataclass sets each field through a call, which takes four to five times as long. A
        pasted log of 20,000 lines makes 180,000 of them.
        """
        assert frozen
        return dataclass(slots=True, unsafe_hash=True)
