"""What a preview hands back once the author takes it."""

from dataclasses import dataclass

from pmtui.model.edit import AnyEdit


@dataclass(frozen=True)
class Addition:
    """Events to be added.

    Attributes:
        edit: adds them, in one step.
        told: what to say once they are; empty for nothing.
    """

    edit: AnyEdit
    told: str = ""
