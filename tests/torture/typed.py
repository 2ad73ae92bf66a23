"""What somebody may type: commands that append, as the arguments of the command line, of few issues, events and days.

Many of them are refused, as they contradict what the log says by then.
"""

from typing import Any

from hypothesis import strategies as st

from oracle.strategies import ATTRIBUTES, EVENTS, ISSUES, PEOPLE, knowns, maybe, weighted, whens

Arguments = tuple[str, ...]
Typed = st.SearchStrategy[Arguments]

TEXTS = ("A title", "Another title", "=1+1", "Ünï — «x», \"y\"; 'z' | ~", "-", "A title\nof two lines")
VALUES = ("open", "closed", "2018-12-05", "~6bn USD", ">5bn USD", "5", "4.5", '"5"', "27%", "$6bn", "1e400", "=2")
issues, events = st.sampled_from(ISSUES[:2]), weighted((4, EVENTS[:2]), (1, EVENTS))
texts = st.sampled_from(TEXTS)


def option(name: str, said: st.SearchStrategy[Any], chance: int = 5) -> Typed:
    """An option with what it is given, or, with the given chance of ten, none."""
    return maybe(said, chance).map(lambda given: () if given is None else (f"--{name}", str(given)))


def flag(name: str, chance: int = 5) -> Typed:
    return weighted((10 - chance, ((),)), (chance, ((f"--{name}",),)))


def typed(command: str, *parts: Typed) -> Typed:
    """A command with all these parts."""
    return st.tuples(*parts).map(lambda some: (command, *(one for part in some for one in part)))


def word(said: st.SearchStrategy[str]) -> Typed:
    return said.map(lambda one: (one,))


claimed = st.builds(
    "{}.{}={}".format, issues, st.sampled_from(("status", "status", *ATTRIBUTES)), st.sampled_from(VALUES)
)
claim = st.tuples(option("set", claimed, 8), option("by", st.sampled_from(PEOPLE), 3)).map(lambda two: sum(two, ()))
claims = st.lists(claim, max_size=2).map(lambda some: sum(some, ()))
published = st.tuples(option("published", knowns, 8), option("source-title", texts, 2)).map(lambda two: sum(two, ()))
source = st.tuples(st.sampled_from(("PTI", "Reuters", "AFP")), published).map(lambda two: ("--source", two[0], *two[1]))
sources = st.lists(source, max_size=2).map(lambda some: sum(some, ()))
reported = st.tuples(sources, option("known", knowns, 3), option("note", texts, 1)).map(lambda some: sum(some, ()))
entries = weighted(
    (4, st.integers(1, 16).map("#{}".format)), (2, events), (1, issues), (1, ("#0", "#999", "none", "alph"))
)

_COMMANDS: tuple[Typed, ...] = (
    typed(
        "define",
        word(issues),
        option("title", texts, 8),
        option("question", texts, 2),
        option("estimate", st.sampled_from(("price", "mood", "price:USD")), 4),
        option("state", st.sampled_from(ATTRIBUTES), 3),
        option("allow", st.sampled_from(("status=open|closed", "mood=good")), 2),
    ),
    *[
        typed(
            "record",
            word(texts),
            option("id", st.sampled_from(EVENTS), 9),
            option("on", whens, 9),
            flag("scheduled"),
            option("issue", issues),
            option("place", st.sampled_from(("Vienna", "New Delhi")), 2),
            claims,
            reported,
        )
    ]
    * 3,
    typed("reschedule", word(events), option("on", whens, 9), flag("anyway"), reported),
    typed("postpone", word(events), flag("anyway"), reported),
    typed("occurred", word(events), option("on", whens), claims, reported),
    typed("cancel", word(events), flag("anyway"), reported),
    typed("source", word(events), claims, reported),
    typed("retract", word(events), reported),
    typed("correct", word(entries), flag("void", 3), option("title", texts, 2), option("note", texts, 1)),
    typed(
        "correct",
        word(entries),
        option("on", whens, 4),
        option("phase", st.sampled_from(("occurred", "scheduled")), 2),
        option("remove", st.sampled_from(("when", "claims", "sources", "known", "issues", "title", "odd")), 2),
        option("issue", issues, 1),
        claims,
        sources,
    ),
    typed("undo", word(weighted((3, ("last",)), (2, entries)))),
)


@st.composite
def commands(draw: st.DrawFn) -> Arguments:
    """A command that appends something, or is refused."""
    arguments: Arguments = draw(draw(st.sampled_from(_COMMANDS)))
    return arguments
