"""The log of a crash: where it happened, and nothing that the author wrote."""

import traceback
from pathlib import Path

from pmtui.errors import FileError
from pmtui.paths import state_folder
from pmtui.storage.safe_files import make_folder, write_atomically


def write_crash_log(error: BaseException) -> Path | str:
    """Write where an error happened to a private file.

    Args:
        error: the error; its message isn't written, since it may quote an answer.

    Returns:
        The file, or why there's none.
    """
    path = state_folder() / "crash.log"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}, line {frame.lineno}, in {frame.name}" for frame in frames]
    try:
        make_folder(path.parent)
        write_atomically(path, "\n".join([type(error).__name__, *places]) + "\n")
    except FileError as problem:
        return f"no log file ({problem})"
    return path
