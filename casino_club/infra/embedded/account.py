"""Whom PostgreSQL runs as: ourselves, or `nobody` when we are root, whom it refuses.

A checkout below `/root` lies behind a folder that only root may enter. There the server keeps one right of root's, to
pass through folders; without that right to give (a container may lack it), the person is told which folder is closed.
"""

import ctypes
import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casino_club.infra.embedded.process import StartError

_UNPRIVILEGED_USER: Final = "nobody"
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_PR_SET_KEEPCAPS: Final = 8
_PR_CAP_AMBIENT: Final = 47
_PR_CAP_AMBIENT_RAISE: Final = 2
_CAPABILITY_VERSION_3: Final = 0x2008_0522
_CAP_DAC_READ_SEARCH: Final = 2
_CAP_DAC_OVERRIDE: Final = 1


@dataclass(frozen=True)
class Account:
    """Another user, and the capability they keep through `exec`, if any."""

    name: str
    uid: int
    gid: int
    kept_capability: int | None = None

    def become(self) -> None:
        """Change this process, root's and about to `exec`, into theirs for good."""
        if self.kept_capability is not None:
            _LIBC.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)
        if self.kept_capability is not None:
            mask = 1 << self.kept_capability
            header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
            sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable
            if _LIBC.capset(header, sets) or _LIBC.prctl(
                _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, self.kept_capability, 0, 0
            ):
                raise OSError(ctypes.get_errno(), "cannot keep a capability")


def account_for(*folders: Path) -> Account | None:
    """Who can run a server that needs these folders; None for ourselves.

    Raises `StartError` naming the first folder they cannot enter.
    """
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(_UNPRIVILEGED_USER)
    account = Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    closed = next((found for folder in folders if (found := first_closed(folder, account))), None)
    if closed is None:
        return account
    for capability in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE):
        if _permitted() >> capability & 1:
            return Account(account.name, account.uid, account.gid, capability)
    raise StartError(
        f"PostgreSQL runs as {account.name} and cannot enter {closed}: run `chmod o+x {closed}`, move the checkout, "
        "run as an ordinary user, or set DATABASE_URL"
    )


def first_closed(path: Path, account: Account) -> Path | None:
    """The first folder on the way to `path` that the account may not enter."""
    for folder in reversed(list(_path_and_parents(path.resolve()))):
        facts = folder.stat()
        if facts.st_uid == account.uid:
            allowed = facts.st_mode & stat.S_IXUSR
        elif facts.st_gid == account.gid:
            allowed = facts.st_mode & stat.S_IXGRP
        else:
            allowed = facts.st_mode & stat.S_IXOTH
        if not allowed:
            return folder
    return None


def _path_and_parents(path: Path) -> Iterator[Path]:
    yield path
    yield from path.parents


def _permitted() -> int:
    """This process's permitted capabilities, a bit each."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("CapPrm:"):
            return int(line.split()[1], 16)
    return 0
