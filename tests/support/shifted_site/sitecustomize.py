"""On the path of every Python process under libfaketime 0.9.10, which answers EINVAL to the sleep that Python uses.

`time.sleep` waits with clock_nanosleep until an absolute moment of the monotonic clock; the library takes that moment
for one of the wall clock. A select with nothing to select waits as long and is left alone.
"""

import select
import time


def _sleep(seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep
