"""The secrets by which a server lets people in: made once, shown once, and kept as hashes alone."""

import re
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe

import msgspec
from msgspec import Struct

from ..atomic_write import written_aside
from ..errors import TimelineError, did_you_mean
from ..log.folder import TOKENS
from ..visible import quote
from .addresses import check_feed

FORMAT = 1
PAGES = "pages"
"""What a token is for that opens all but the paths of feeds, given in a header."""

_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@ -]{0,63}")


class Token(Struct, frozen=True, forbid_unknown_fields=True):
    """A token: what it is called, what it opens (`PAGES`, or a feed's path, not encoded), its hash, its day."""

    name: str
    opens: str
    sha256: str
    made: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    tokens: tuple[Token, ...]


class Tokens:
    """The tokens in a file, which is read again when it has changed; ``named``: commands have to name it, too."""

    def __init__(self, path: Path, *, named: bool = False) -> None:
        self.path: Path = path
        self._named = named
        self._stamp: tuple[int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def command(self, which: str) -> str:
        """What to type to do this with tokens of this file."""
        return f"`timeline serve token {which}{f' --tokens {quote(str(self.path))}' if self._named else ''}`"

    def all(self) -> tuple[Token, ...]:
        """All of them, in the order in which they were made. Raises TimelineError."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._stamp, self._tokens = None, ()
            return ()
        except OSError as error:
            raise TimelineError(f"cannot read {self.path}: {error.strerror or error}") from error
        stamp = found.st_mtime_ns, found.st_ino
        if stamp != self._stamp:
            self._tokens, self._stamp = self._read(), stamp
        return self._tokens

    def opening(self, secret: str, opens: str) -> Token | None:
        """The token that a secret is of, if it opens that; each is compared, in the same time. Raises TimelineError."""
        given = _hash(secret)
        found = [token for token in self.all() if compare_digest(given, token.sha256)]
        return next((token for token in found if token.opens == opens), None)

    def add(self, name: str, opens: str, day: str) -> str:
        """Make a token; its secret, which nobody can tell later. Raises TimelineError."""
        if not _NAME.fullmatch(name):
            raise TimelineError(f"{name!r} is no name for a token: write up to 64 letters, digits, spaces and . _ @ -")
        if opens != PAGES:
            check_feed(opens)
        held = self.all()
        if any(token.name == name for token in held):
            raise TimelineError(f"there is a token {name!r} already: revoke it, or choose another name")
        secret = token_urlsafe(_BYTES)
        self._write((*held, Token(name, opens, _hash(secret), day)))
        return secret

    def revoke(self, name: str) -> Token:
        """Take a token away. Raises TimelineError."""
        held = self.all()
        gone = next((token for token in held if token.name == name), None)
        if gone is None:
            near = did_you_mean(name, [token.name for token in held]) or f"; {self.command('list')} lists them"
            raise TimelineError(f"there is no token {name!r}{near}")
        self._write(tuple(token for token in held if token is not gone))
        return gone

    def _read(self) -> tuple[Token, ...]:
        path = self.path
        try:
            found = msgspec.json.decode(path.read_bytes(), type=_File)
        except OSError as error:
            raise TimelineError(f"cannot read {path}: {error.strerror or error}") from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            mend = f"move it away, and {self.command('add NAME')} writes a new one"
            raise TimelineError(f"{path} is no file of tokens: {error}; {mend}") from error
        if found.format > FORMAT:
            raise TimelineError(f"{path}: format {found.format} was written by a newer timeline: upgrade")
        return found.tokens

    def _write(self, tokens: tuple[Token, ...]) -> None:
        text = msgspec.json.format(msgspec.json.encode(_File(FORMAT, tokens)), indent=2)
        if not self.path.exists():
            self.path.touch(0o600)  # whose permissions what takes its place keeps
        with written_aside(self.path) as out:
            out.write(text + b"\n")


def beside(folder: Path) -> Path:
    """Where the tokens of a log are kept, if nobody names another file."""
    return folder / TOKENS


def _hash(secret: str) -> str:
    """A secret has 256 random bits: nobody guesses one from its hash, which so needs neither salt nor stretching."""
    return sha256(secret.encode(errors="surrogateescape")).hexdigest()
