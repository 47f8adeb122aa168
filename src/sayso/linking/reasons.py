"""Reasons of links, whatever the kind of the link.

In: a `LinkReason`. Out: the same read from the other side. What speaks for a link is found where links are made.
"""

from sayso.records import LinkReason

__all__ = ["turn_reason"]


def turn_reason(reason: LinkReason) -> LinkReason:
    """The reason with its left side on the right."""
    return LinkReason(reason.rule, reason.right, reason.left, reason.score, reason.right_span, reason.left_span)
