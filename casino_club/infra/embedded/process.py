"""Child processes that cannot outlive their parent, and what is needed around them: ports, logs.

Linux only: the kernel's parent-death signal is what keeps a killed supervisor from leaving orphans. It fires when the
*thread* that spawned the child ends, so everything here is called from the main thread.
"""

import ctypes
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_POLL_S: Final = 0.02
_PORTS: Final = range(15_000, 30_000)
"""Below the kernel's range for outgoing connections, so that no client takes an engine's port while it restarts."""


class StartError(RuntimeError):
    """Something of the product cannot start; the message is meant for the person at the terminal."""


def spawn(
    argv: Sequence[str],
    *,
    log: Path,
    death_signal: signal.Signals,
    env: Mapping[str, str] | None = None,
    become: Callable[[], None] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `argv` in a session of its own, writing to `log`; it gets `death_signal` when this process dies.

    `become` runs in the child before the program does, to change its user.

    A session of its own keeps a terminal's Ctrl-C from the children: they stop when, and in the order, we say.
    """
    parent = os.getpid()

    def in_child() -> None:
        if become is not None:
            become()  # first: a change of user clears the signal
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # died between fork and prctl
            os._exit(1)

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        return subprocess.Popen(  # noqa: S603 - arguments are ours
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=in_child,  # noqa: PLW1509 - the spawning process runs no other thread that holds locks
        )


def wait_ready(
    name: str, process: subprocess.Popen[bytes], probe: Callable[[], bool], *, log: Path, timeout_s: float
) -> None:
    """Return when `probe` says yes; raise `StartError` with the log's last lines when the process dies or hangs."""
    deadline = time.monotonic() + timeout_s
    while process.poll() is None:
        if probe():
            return
        if time.monotonic() > deadline:
            terminate(process, signal.SIGKILL, timeout_s=5)
            raise StartError(f"{name} was not ready within {timeout_s:.0f} s; {last_lines(log)}")
        time.sleep(_POLL_S)
    raise StartError(f"{name} ended at start with {exit_text(process.returncode)}; {last_lines(log)}")


def terminate(process: subprocess.Popen[bytes], *signals: signal.Signals, timeout_s: float) -> None:
    """Send each signal in turn until the process is gone, waiting `timeout_s` after each; SIGKILL ends the list."""
    for number in (*signals, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            continue
        return


def exit_text(returncode: int) -> str:
    """`exit code 1` or `signal SIGKILL`."""
    return f"signal {signal.Signals(-returncode).name}" if returncode < 0 else f"exit code {returncode}"


def last_lines(log: Path, count: int = 8) -> str:
    """The end of a log as one message part: where it is and what it says."""
    try:
        with log.open("rb") as source:
            source.seek(max(0, log.stat().st_size - 16_384))
            lines = source.read().decode(errors="replace").splitlines()
    except OSError:
        return f"no log at {log}"
    return f"last lines of {log}:\n" + "\n".join(f"    {line}" for line in lines[-count:])


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when this host's `port` can be bound now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def stable_port(memory: Path) -> int:
    """A free loopback port, the same at every start for as long as nobody else takes it."""
    if memory.exists():
        port = int(memory.read_text())
        if port_is_free(port):
            return port
    port = next(port for port in random.sample(_PORTS, len(_PORTS)) if port_is_free(port))
    memory.write_text(f"{port}\n")
    return port


def command_of(pid: int) -> str:
    """The command line of a running process, empty when there is none (or it is a zombie)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def end_stray(pid: int, polite: signal.Signals, *, timeout_s: float) -> None:
    """End a server left by an earlier supervisor, which is not our child. Only the data folder's owner may do this."""
    for number in (polite, signal.SIGKILL):
        command = command_of(pid)
        deadline = time.monotonic() + timeout_s
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        while command_of(pid) == command:
            if time.monotonic() > deadline:
                break
            time.sleep(_POLL_S)
        else:
            return
