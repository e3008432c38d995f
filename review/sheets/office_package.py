"""An Office file without the moment it was written: the same content gives the same bytes."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Final

# The earliest that a ZIP can say; Office looks at the properties of the document instead.
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_PROPERTIES: Final = "docProps/core.xml"
_WRITTEN_AT: Final = re.compile(rb"(<dcterms:(?:created|modified)\b[^<>]*>)[^<]*")


def dated(package: bytes, moment: datetime) -> bytes:
    """The same package with every date in it set to a moment (aware), its parts in their order."""
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == _PROPERTIES:
                content = _WRITTEN_AT.sub(rb"\g<1>" + said, content)
            info = zipfile.ZipInfo(part.filename, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, content)
    return stream.getvalue()
