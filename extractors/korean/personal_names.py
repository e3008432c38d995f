"""Personal names, as far as a text shows them: by its surname 김○○ is a masked name, and 김예시 may be one."""

from typing import Final

SURNAMES: Final = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류"
    "나진엄원천방공현함변염추도소석선설마길"
)
"""The surnames of one syllable, in the order of how many people have them."""
