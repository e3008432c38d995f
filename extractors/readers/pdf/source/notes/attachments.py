"""What a PDF carries beside its pages: attached files, and forms that no reader but Adobe's fills."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium_c

from schemas import ReadingWarning, WarningCode

MAX_NAMED = 5  # files that the warning names
MAX_NAME_BYTES = 2_000


def parts_beside_pages(document: pypdfium2.PdfDocument) -> list[ReadingWarning]:
    """The warnings that parts of a file are not read, as they are on none of its pages."""
    warnings = []
    count = pdfium_c.FPDFDoc_GetAttachmentCount(document.raw)
    if count > 0:
        names = [_name(document, index) for index in range(min(count, MAX_NAMED))]
        others = f" 외 {count - MAX_NAMED}개" if count > MAX_NAMED else ""
        warnings.append(_unread(f"PDF 안에 첨부된 파일은 읽지 않음({', '.join(names)}{others}), 따로 확인 필요"))
    if document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL:
        warnings.append(_unread("XFA 양식의 내용은 읽지 못함, 인쇄용 PDF로 다시 저장하여 제출 필요"))
    return warnings


def _unread(message: str) -> ReadingWarning:
    return ReadingWarning(code=WarningCode.PART_UNREAD, message=message)


def _name(document: pypdfium2.PdfDocument, index: int) -> str:
    attachment = pdfium_c.FPDFDoc_GetAttachment(document.raw, index)
    if not attachment:
        return "이름 없음"
    units = (ctypes.c_ushort * (MAX_NAME_BYTES // 2))()
    length = pdfium_c.FPDFAttachment_GetName(attachment, units, MAX_NAME_BYTES)
    if not 2 < length <= MAX_NAME_BYTES:
        return "이름 없음"
    name = bytes(units)[: length - 2].decode("utf-16-le", "replace")
    return name.replace("\\", "/").rpartition("/")[2]
