"""Which causes no action item addresses, and which action items address no cause."""

from pmtui.causes.tree import Tree
from pmtui.model.actions import Action
from pmtui.model.cause_tree import Cause
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, Role


def causes_without_action(postmortem: Postmortem) -> list[Cause]:
    """Return the causes marked as contributing factor or root cause that no action item addresses.

    Where none is marked, those at which a chain of whys ends. A declined action addresses its cause: by its reason.
    """
    tree = Tree(postmortem)
    nodes = list(tree.nodes.values())
    marked = [node for node in nodes if node.role in (Role.ROOT, Role.CONTRIBUTING)]
    wanted = marked or [node for node in nodes if not tree.children(node.id)]
    addressed = {node_id for action in postmortem.actions for node_id in action.addresses}
    return [node for node in wanted if node.id not in addressed and node.text.strip()]


def actions_without_cause(postmortem: Postmortem) -> list[Action]:
    """Return the action items that address no cause of the tree; none if there is no tree."""
    known = {node.id for node in postmortem.causes.tree}
    if not known:
        return []
    return [
        action
        for action in postmortem.actions
        if action.status is not ActionStatus.DECLINED and not known.intersection(action.addresses)
    ]
