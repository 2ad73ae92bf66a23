"""What is hidden in a text is shown where people read, and comes back where files are read."""

import json
import subprocess
from shutil import which
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.visible import json_escaped, marked, quote, unmarked, visible

HIDDEN = "".join(
    map(chr, [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xE0041, 0xE0101, 0xFE0F])
)
HONEST = {
    "Persian, with letters kept apart": "می\u200cخواهم",
    "Persian, an initial letter": "۱۴۰۰ ه\u200d.ش",
    "Hindi": "क्\u200dष",
    "Malayalam, as it was written before": "അവന്\u200d",
    "a family": "👩\u200d👩\u200d👧\u200d👦",
    "a woman of the law": "👩🏽\u200d⚖\ufe0f",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "the key 1": "1\ufe0f\u20e3",
    "the flag of Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Hebrew, with its punctuation in place": "שלום (C++\u200e)",
    "Arabic, with its punctuation in place": "مرحبا C#\u200f!",
    "Thai, with places to break": "กรุงเทพ\u200bมหานคร",
    "Japanese, a variant": "葛\U000e0100飾",
    "Mongolian": "ᠠ\u180eᠨ",
}
texts = st.text(st.one_of(st.characters(), st.sampled_from(HIDDEN + "<U+003C>20E\u200d👩کא")))


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_what_does_honest_work_stays(text: str) -> None:
    assert visible(text) == marked(text) == json_escaped(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pay \u202e001\u202c now", "pay <U+202E>001<U+202C> now"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("@\ufe0f\u200d🏴", "@<U+FE0F><U+200D>🏴"),
        ("Latin\u200djoined", "Latin<U+200D>joined"),
        ("Latin \u200eleft", "Latin <U+200E>left"),
        ("שלום \u202eabc", "שלום <U+202E>abc"),
        ("tags\U000e0041\U000e007f", "tags<U+E0041><U+E007F>"),
        ("🏴\U000e0041\U000e007f", "🏴<U+E0041><U+E007F>"),
        ("😀\ufe0f\ufe0e\ufe0e", "😀\ufe0f<U+FE0E><U+FE0E>"),
        ("می\u200c\u200cخ", "می\u200c<U+200C>خ"),
        ("\ufeffBOM", "<U+FEFF>BOM"),
        ("soft\u00adhyphen", "soft<U+00AD>hyphen"),
        ("\u3164filled", "<U+3164>filled"),
    ],
)
def test_what_is_hidden_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown
    assert unmarked(marked(text)) == text


@given(texts)
def test_a_marked_text_comes_back(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert visible(visible(text)) == visible(text)


@given(texts)
def test_json_says_the_same(text: str) -> None:
    assert json.loads(json_escaped(json.dumps(text, ensure_ascii=False))) == text


@given(texts)
def test_no_command_hides_anything(text: str) -> None:
    quoted = quote(text)
    assert visible(quoted) == quoted
    assert not {category(char) for char in quoted} & {"Cf", "Cc"}


@pytest.mark.skipif(not which("bash"), reason="there is no Bash")
@pytest.mark.parametrize(
    "text", ["plain", "a b", "it's", "a\u202eb's \\u", "\U000e0041", "tab\tnew\nline", "می\u200cخواهم"]
)
def test_bash_reads_the_very_text(text: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"printf %s {quote(text)}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert done.stdout.decode() == text


def test_what_only_looks_like_a_mark_is_no_character() -> None:
    assert unmarked("<U+0041> <U+FFFFFF> <U+20>") == "<U+0041> <U+FFFFFF> <U+20>"
    assert unmarked("<U+202E>") == "\u202e"
    assert unmarked(marked("<U+202E>")) == "<U+202E>"
