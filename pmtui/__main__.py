"""Lets `python -m pmtui` do what `pmtui` does."""

import sys

from pmtui.cli import main

sys.exit(main())
