"""What a command costs: CPU time and memory of it and of every process it starts, on one processor.

Times are CPU-seconds (user and system, children included), which a busy machine changes little; wall-clock seconds
are told beside them. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Seconds between two looks at the memory of the processes.
LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took.

    Attributes:
        cpu_s: user and system time of the process and all its descendants.
        wall_s: from start to end.
        peak_mb: the most resident memory, in 2**20 bytes, that the process and its descendants had together at one
            moment; pages they share are counted in each, so this is too high rather than too low.
        output: what it wrote to standard output.
    """

    cpu_s: float
    wall_s: float
    peak_mb: float
    output: bytes


def run(command: Sequence[str | os.PathLike[str]]) -> Cost:
    """Run a command on one processor and measure it.

    Raises:
        RuntimeError: if it ends with another status than 0; its last words are in the message.
    """
    processor = {min(os.sched_getaffinity(0))}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=complaints, preexec_fn=lambda: os.sched_setaffinity(0, processor)
        )
        peak = 0
        while True:
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(LOOK_EVERY)
        wall_s = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaints.seek(0)
        if process.returncode:
            last_words = complaints.read().decode(errors="replace")[-2_000:]
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{last_words}")
        return Cost(usage.ru_utime + usage.ru_stime, wall_s, peak / 2**20, output.read())


def _family(pid: int) -> list[int]:
    """A process and its living descendants."""
    found = [pid]
    for member in found:
        try:
            children = Path(f"/proc/{member}/task/{member}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _resident(pid: int) -> int:
    """Bytes of resident memory; 0 for a process that has just ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
