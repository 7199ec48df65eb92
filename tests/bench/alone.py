"""Run a command, say what it took, and be small meanwhile: `python alone.py LOG COMMAND...`.

Linux counts as the memory of a process also that of the one it was started from. The benchmark
holds a thousand firms at times; this program holds nothing.
"""

import json
import resource
import subprocess
import sys
import time

if __name__ == "__main__":
    began = time.monotonic()
    with open(sys.argv[1], "wb") as log:  # noqa: PTH123  # and imports little
        code = subprocess.call(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT)
    wall = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([code, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024]))  # noqa: T201
