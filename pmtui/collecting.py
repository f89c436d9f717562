"""How often Python's garbage collector looks through memory: while pmtui starts, there is nothing for it to find."""

import gc

_USUAL = gc.get_threshold()

_AT_START = 100_000
"""So many objects are made before the collector looks."""


def collect_rarely() -> None:
    """Let the collector be while modules are imported and a draft is read: all of that is there to stay."""
    gc.set_threshold(_AT_START, *_USUAL[1:])


def collect_as_usual() -> None:
    """Let it look at what comes from now on; a key never waits for its looking through the modules and the first draft.

    What a later draft brings it looks through: it could also be garbage of the one before.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*_USUAL)
