"""Print one of README's commands: the block under the comment `<!-- command: NAME -->`."""

import re
import sys
from pathlib import Path

text = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {re.escape(sys.argv[1])} -->\n+```\w*\n(.*?)\n```", text, re.DOTALL)
if not found:
    sys.exit(f"README has no command '{sys.argv[1]}'")
print(found[1])
