"""Signatures of heads, made and checked by ``ssh-keygen -Y``, as git does; kept in the log's folder, beside the log."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from .chain import is_stamp
from .disk import create_durably, unwritable
from .errors import LogError
from .folder import HEADS
from .heads import KeptHead

NAMESPACE = "timeline-head"
"""What a signature is for: one made for anything else proves nothing of a log."""

_HEAD, _SIGNATURE = ".head", ".sig"
_NOT_KEPT = "the head was signed, but is not kept"


def sign(kept: KeptHead, signed: str, key: str) -> tuple[KeptHead, bytes]:
    """The head as signed at that instant (UTC) by an SSH key, and the signature. Raises LogError, NoKeygen.

    ``key`` is the path of a private key, or of a public one whose private key an agent holds.
    """
    stamped = replace(kept, signed=signed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "head"
        path.write_bytes(stamped.text().encode())
        done = _keygen("sign", "-n", NAMESPACE, "-f", key, str(path))
        if done.code:
            raise LogError(f"the head could not be signed with {key}: {done.said}")
        return stamped, signature_of(path).read_bytes()


def keep(folder: Path, stamped: KeptHead, signature: bytes) -> Path:
    """Keep a signed head in the folder of its log, beside all others. Returns its path. Raises LogError."""
    message = stamped.text().encode()
    path = folder / HEADS / f"{stamped.entries:06}-{sha256(message + signature).hexdigest()[:8]}{_HEAD}"
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(path.parent, error, _NOT_KEPT) from error
    create_durably(signature_of(path), signature, _NOT_KEPT)
    create_durably(path, message, _NOT_KEPT)  # last: a head that is there has its signature
    return path


def kept_in(folder: Path) -> list[Path]:
    """The signed heads in the folder of a log, oldest first."""
    return sorted((folder / HEADS).glob(f"*{_HEAD}"))


def signature_of(path: Path) -> Path:
    """Where the signature of a signed head is."""
    return path.with_name(path.name + _SIGNATURE)


def signers(kept: KeptHead, signature: Path, allowed: Path, revoked: Path | None = None) -> list[str]:
    """Who signed a head, of those whom a file of allowed signers names (ssh-keygen(1)), at the instant it gives.

    ``revoked`` are keys that count no more. Raises LogError, which says why the signature does not do; NoKeygen.
    """
    _check_readable(signature)
    by = ["-s", str(signature)]
    intact = _keygen("check-novalidate", "-n", NAMESPACE, *by, message=kept)
    if intact.code:
        raise LogError(f"the signature is not of this head: {intact.said}")
    when = ["-O", f"verify-time={_verify_time(kept)}", "-f", str(allowed)]
    found = _keygen("find-principals", *when, *by, message=kept)
    if found.code:
        raise LogError(f"{_key(intact)}, which {allowed} does not allow: {found.said}")
    strictly = ["-n", NAMESPACE, *by, *(["-r", str(revoked)] if revoked else [])]
    checked = {name: _keygen("verify", *when, "-I", name, *strictly, message=kept) for name in found.out.splitlines()}
    if names := [name for name, done in checked.items() if not done.code]:
        return names
    why = next((done.said for done in checked.values() if done.error), f"{revoked} has it among the revoked")
    raise LogError(f"{_key(intact)}, which does not count: {why}")


def _verify_time(kept: KeptHead) -> str:
    """The instant of signing, as ssh-keygen takes it: seconds, in the time zone of the process."""
    if not isinstance(kept.signed, str) or not is_stamp(kept.signed):
        raise LogError(f"it does not say when it was signed, like 2018-12-04T09:22:00.000000Z: {kept.signed!r}")
    return "".join(filter(str.isdigit, kept.signed))[:14]


def _key(intact: "_Done") -> str:
    """With which key, from what ssh-keygen says of a signature that is intact."""
    return f"it is signed with the {intact.out.strip().partition(' with ')[2]}"


class NoKeygen(LogError):
    """There is no ssh-keygen on this computer."""


class _Done(Struct, frozen=True):
    """What came of a run: its exit code, and what it printed."""

    code: int
    out: str
    error: str

    @property
    def said(self) -> str:
        """What went wrong, in its own words."""
        lines = [line.strip() for line in (self.error or self.out).splitlines()]
        return next((line for line in lines if not line.startswith("Signing ")), f"exit code {self.code}")


def _keygen(action: str, *arguments: str, message: KeptHead | None = None) -> _Done:
    """Run ssh-keygen. Raises NoKeygen where there is none.

    It asks for a passphrase on the terminal, if that is its input: so what is to be signed must be in a file.
    """
    import subprocess  # only who signs or checks needs it

    command, zone = ["ssh-keygen", "-Y", action, *arguments], os.environ | {"TZ": "UTC"}
    try:
        data = message.text().encode() if message else None
        done = subprocess.run(command, input=data, capture_output=True, check=False, env=zone)
    except FileNotFoundError as error:
        raise NoKeygen(
            "heads are signed and signatures checked by ssh-keygen, which is not installed: it comes with OpenSSH, "
            "8.7 or newer"
        ) from error
    return _Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def _check_readable(file: Path) -> None:
    try:
        file.open("rb").close()
    except OSError as error:
        raise LogError(f"cannot read {file}: {error.strerror or error}") from error
