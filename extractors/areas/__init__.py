"""Areas: which of a call's areas a programme's money goes to, with the words that show it, or an honest "ask a person".

Importing this package loads neither spaCy nor Kiwi; constructing an `AreaAssigner` does.
"""

from extractors.areas.assigner import AreaAssigner, AssignsAreas, assigner_version

__all__ = ["AreaAssigner", "AssignsAreas", "assigner_version"]
