r"""Characters that nobody sees, and that turn the direction of a text: shown as what they are; docs/trust.md says why.

They are those of Unicode's property Default_Ignorable_Code_Point, among them the bidirectional controls, and the
interlinear marks. Some do honest work where they stand, and stay: see `_KEPT`. One policy, and four ways to write it:
`visible` for people, `<U+202E>`; `marked` the same so that `unmarked` has the very text again; `json_escaped` for JSON,
`\u202e`, and for TOML; `quote` for a command that somebody may paste, `$'\u202e'`.
"""

import re
from collections.abc import Callable
from functools import cache

_IGNORED = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI = "\xa9\xae\u203c-\u205f\u2070-\u3163\u3165-\u3299\U0001f000-\U0001faff"
_BURMESE_KHMER = "\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"
_MONGOLIAN = "\u1800-\u180a\u1810-\u18af"
_JOINING = (
    "\u0600-\u061b\u061d-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff\u0f00-\u0fff" + _BURMESE_KHMER + _MONGOLIAN
)
"""Scripts whose letters join or take marks: Arabic and its like, those of India, Tibetan, Burmese, Khmer, Mongolian."""
_WITHOUT_BLANKS = "\u0e00-\u0eff" + _BURMESE_KHMER
"""Thai, Lao, Burmese, Khmer: there a space without width is where a line may break."""

_KEPT = "|".join(
    (
        f"(?<=[{_JOINING}])[\u200c\u200d]",  # a letter joined to the next, or kept from it
        f"(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])",  # several emoji that are one picture
        f"(?<=[#*0-9\xa0-\U0010ffff])(?<![{_IGNORED}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",  # a sign's variant
        f"(?<=[{_MONGOLIAN}])[\u180b-\u180f]",  # the same of Mongolian letters
        f"(?<=[{_WITHOUT_BLANKS}])\u200b",
        "(?<=\U0001f3f4)[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f",  # the flag of England
    )
)
"""Where they do honest work."""

_LIKE_A_MARK = r"<(?=U\+[0-9A-F]{4,6}>)"
_IN_MARK = r"<U\+([0-9A-F]{4,6})>"
_RIGHT_TO_LEFT = (
    "[\u0590-\u05ff\u0600-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS_OF_DIRECTION = "\u200e\u200f\u061c"
"""Stay in a text that has letters from right to left: they keep its punctuation in place."""

Write = Callable[[str], str]


def visible(text: str) -> str:
    """A text for people: what is hidden in it is marked, as `<U+202E>`. Marked again it is the same."""
    return _replaced(text, _mark)


def marked(text: str) -> str:
    """The same for what comes back: a sign that begins what looks like a mark is marked, too. See `unmarked`."""
    if "<U+" in text:
        text = re.sub(_LIKE_A_MARK, "<U+003C>", text)
    return _replaced(text, _mark)


def unmarked(text: str) -> str:
    """A text with the characters that stand in it as marks. Of what `marked` made it is the very text."""
    return re.sub(_IN_MARK, _unmark, text) if "<U+" in text else text


def json_escaped(text: str) -> str:
    """JSON text that says the same, in which nothing is hidden."""
    return _replaced(text, _json_escape)


def toml_escaped(text: str) -> str:
    """The same of TOML text, which has no halves of characters."""
    return _replaced(text, _escape)


def quote(text: str) -> str:
    """A text as one word of a command, of which nothing is hidden: as Bash and Zsh read it."""
    from shlex import quote as plainly

    if text.isprintable() and not _suspect().search(text):
        return plainly(text)
    return f"$'{''.join(map(_shell_escape, text))}'"


def _replaced(text: str, write: Write) -> str:
    if text.isascii() or not _suspect().search(text):
        return text
    kept = _MARKS_OF_DIRECTION if re.search(_RIGHT_TO_LEFT, text) else ""
    return _hidden().sub(lambda found: found[0] if found[1] or found[0] in kept else write(found[0]), text)


@cache
def _suspect() -> re.Pattern[str]:
    return re.compile(f"[{_IGNORED}]")  # which is found fast; most texts have none


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"({_KEPT})|[{_IGNORED}]")  # which takes a while, and few texts need it


def _mark(char: str) -> str:
    return f"<U+{ord(char):04X}>"


def _unmark(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    char = chr(number) if number <= 0x10FFFF else ""
    return char if char == "<" or _suspect().fullmatch(char) else found[0]


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def _shell_escape(char: str) -> str:
    if char in "\\'":
        return f"\\{char}"
    if char.isprintable() and not _suspect().match(char):
        return char
    return _escape(char)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
