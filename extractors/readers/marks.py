"""The signs that Korean reports put before body lines, in place of numbers: □ ○ - · ※ …"""

import re

BULLET = re.compile(r"[□■○●◦◯◇◆▷▶▪▫•·ㆍ∙‣❍❏❑⚬☐☑◈◎★☆※*ㅇㅁ➢➤→⇒☞\-–—\ue000-\uf8ff\U000f0000-\U0010ffff]|[oO0]\s")
