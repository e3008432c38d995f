"""The signs that Korean reports put before body lines, in place of numbers: □ ○ - · ※ …"""

import re

BULLET = re.compile(
    r"[□■▣▢◻◼○●◦◯◉◇◆▷▶▸►▪▫•·ㆍ∙‣⦁❍❏❑❒⚬☐☑◈◎★☆※*ㅇㅁ➢➤→⇒☞✓✔\-–—\ue000-\uf8ff]|[oO0]\s"
    # Hangul's own signs, except the digits in a box, which are numbers.
    r"|[\U000f0000-\U000f02b0\U000f02bb-\U0010ffff]"
)
