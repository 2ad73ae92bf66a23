"""Which entries have to be read together: those of one event, their corrections, and what a correction moves to it."""

from collections.abc import Iterable

Node = int | str

DEFINITIONS = 0
"""The group of all definitions of issues, with their corrections."""


def joined(pairs: Iterable[tuple[Node, Node]]) -> dict[Node, int]:
    """The group of each node, when the nodes of a pair are in one: the least number in it.

    A number is a group, or the seq of an entry that may be one; a text is any name that entries share. Each text
    must be in a pair that leads to a number.
    """
    parents: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while (parent := parents.setdefault(node, node)) != node:
            parents[node] = parents[parent]  # next time the way is half as long
            node = parent
        return node

    for one, other in pairs:
        first, second = sorted((find(one), find(other)), key=lambda node: (isinstance(node, str), node))
        parents[second] = first
    return {node: root for node in parents if isinstance(root := find(node), int)}
