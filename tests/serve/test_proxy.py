"""The sample for nginx in docs/serving.md, in an nginx that is installed: it passes on, and logs no secret."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from cli.running import ROOT, Cli

from .running import running

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
AROUND = """
pid {folder}/pid;
daemon off;
error_log {folder}/error;
events {{}}
http {{
    access_log {folder}/access;
    {paths}
    {sample}
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(NGINX is None, reason="There is no nginx to ask through.")]


def sample(port: int, behind: int) -> str:
    """As it stands there, but without TLS, and at other ports."""
    (found,) = re.findall(r"```text\n(server \{.*?)```", (ROOT / "docs" / "serving.md").read_text("utf-8"), re.S)
    found = re.sub(r"\n *ssl_[^\n]*", "", found)
    assert "listen 443 ssl;" in found
    return found.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace(
        "127.0.0.1:8765", f"127.0.0.1:{behind}"
    )


@contextmanager
def nginx(folder: Path, behind: int) -> Iterator[int]:
    """The port of one that passes on what it is asked."""
    folder.mkdir()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    paths = "".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(folder=folder, paths=paths, sample=sample(port, behind)))
    process = subprocess.Popen([NGINX or "", "-c", file, "-e", folder / "begun"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 1)):
                break
            assert process.poll() is None, (folder / "begun").read_text()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def asked(port: int, path: str, **headers: str) -> tuple[int, str | None]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as http:
        http.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = http.getresponse()
        answer.read()
        return answer.status, answer.getheader("etag")


def test_it_passes_on_and_logs_no_secret(cli: Cli, tmp_path: Path) -> None:
    assert cli.log
    path = cli.run("serve", "token", "add", "ann").stdout.strip()
    with running(cli.log, "--behind-proxy") as (behind, end), nginx(tmp_path / "nginx", behind) as port:
        status, tag = asked(port, path, Accept_Encoding="gzip", X_Forwarded_For="192.0.2.1")
        assert status == 200
        assert asked(port, path, Accept_Encoding="gzip", If_None_Match=tag or "")[0] == 304
        assert asked(port, "/issues")[0] == 401
        assert asked(port, path.replace("calendar", "kalender"))[0] == 404
        assert asked(port, f"{path}%zz")[0] == 400
        _, out, err = end()
        assert asked(port, path)[0] == 502
    secret = path.split("/")[2]
    assert '"client":"127.0.0.1"' in out
    assert "192.0.2.1" not in out  # which anybody may say of themselves
    assert not any(secret in text for text in (out, err, *(one.read_text() for one in logs(tmp_path / "nginx"))))


def logs(folder: Path) -> list[Path]:
    found = [folder / name for name in ("access", "error", "begun") if (folder / name).exists()]
    assert found
    return found
