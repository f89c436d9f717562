"""Events from the files that other tools export: one small reader per kind of source, in `kinds`.

`registry.py` lists the kinds, `intake.py` reads files with them. The rules that all kinds share are in `instants.py`,
`words.py`, `markup.py`, `files.py`, and `sorting.py`. This package opens no file: it's given streams.
"""
