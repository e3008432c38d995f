"""The template: a process that has loaded everything beforehand and forks itself for each document.

    python -m extractors.confinement.template CONTROL_FD FOLDER ENTRY ARGUMENT

Loading the modules, the call and the area model takes seconds; a fork takes milliseconds. The template has one thread,
so that it may be forked at any time, and it never touches a file's content: it starts the documents' processes and
their helpers, watches their time, ends them with all that they started, and says how each ended. It ends with the
process that started it.

The other end is `extractors.confinement.pool`; `document` is what a forked process does.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from pathlib import Path

from extractors.confinement import messages
from extractors.confinement.jobs import Job, make_job
from extractors.confinement.kernel import libc
from extractors.confinement.lockdown import Protection, shut_in
from extractors.confinement.supervisor import Supervisor
from schemas.cycles import look_for_cycles_seldom
from schemas.errors import SimsaError


def main(arguments: list[str]) -> int:
    """Load a job, say that it is ready, and serve until the other end closes."""
    look_for_cycles_seldom()
    control = socket.socket(fileno=int(arguments[0]))
    control.set_inheritable(False)
    libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    # Ctrl-C reaches the whole group: the main process decides what becomes of the documents.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        job = make_job(arguments[2], json.loads(arguments[3]))
    except SimsaError as error:
        messages.send(control, {"error": error.to_json()})
        return 1
    gc.collect()
    # What is there now stays for good: collecting it in each forked process would copy all of it.
    gc.freeze()
    messages.send(control, {"ready": True, "protection": vars(_probed(Path(arguments[1])))})
    _serve(control, job, Path(arguments[1]))
    return 0


def _serve(control: socket.socket, job: Job, folder: Path) -> None:
    with selectors.DefaultSelector() as selector, Supervisor(job, folder, selector) as supervisor:
        selector.register(control, selectors.EVENT_READ, control)
        while True:
            for key, _ in selector.select(supervisor.seconds_to_next_deadline()):
                if key.data is control:
                    received = messages.receive(control)
                    if received is None:
                        return
                    supervisor.start(*received)
                    messages.send(control, {"started": True})
                else:
                    key.data()
            supervisor.stop_what_is_late()


def _probed(folder: Path) -> Protection:
    """What shuts a process in on this machine, tried in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, json.dumps(vars(shut_in(folder))).encode())
        except BaseException:  # noqa: BLE001 - nothing of the template may run on in this process
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read(messages.MAX_BYTES)
    os.waitpid(child, 0)
    return Protection(**json.loads(said)) if said else Protection()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
