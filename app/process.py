"""What a process gives up at its start, because it will hold other people's keys."""

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4
"""`man 2 prctl`."""


def harden() -> None:
    """Files that are made are for their owner alone; memory is neither dumped nor read by another process.

    A core dump holds every key that was in memory, and goes wherever the machine's owner sends dumps. On Linux a
    process that is not dumpable writes none, others of the same user cannot attach to it, and its `/proc/PID/environ`
    and `mem` are root's. Elsewhere only the limit on core files holds.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
