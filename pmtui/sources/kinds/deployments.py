"""What the names of pipelines and branches say: deployments, and the main branch."""

import re

_DEPLOYS = re.compile(r"deploy|releas|roll-?\s?back|publish|promot|(?<![a-z])prod(?![a-z])|production", re.IGNORECASE)
_MAIN = re.compile(
    r"(?:refs/heads/)?(?:main|master|trunk|default|production|prod|live)|(?:refs/tags/)?v?\d+(?:\.\d+)+\S{0,40}"
)


def is_deployment(name: str) -> bool:
    """Return whether a pipeline or branch is named like one that deploys."""
    return bool(_DEPLOYS.search(name[:300]))


def is_main(branch: str) -> bool:
    """Return whether a branch is the one that production comes from, or a version's tag."""
    return bool(_MAIN.fullmatch(branch[:300]))
