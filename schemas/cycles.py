"""How often a process looks for cycles among its objects.

Records are trees of tens of thousands of objects, and no cycle is in them: looking as often as Python does by itself
took more than half of the time of reading a long plan's record, and a tenth of understanding a document.
"""

import gc
from typing import Final

_COLLECTED_AT: Final = (50_000, 20, 100)


def look_for_cycles_seldom() -> None:
    """Have this process look a seventieth as often; what a run leaves in cycles is little."""
    gc.set_threshold(*_COLLECTED_AT)
