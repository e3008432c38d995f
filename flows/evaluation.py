"""What one call's files are examined with: the call, the area pipeline and the limits of reading, made once."""

from pathlib import Path

from extractors import extract
from extractors.areas import AreaAssigner
from extractors.budget import places_to_read_again, with_other_readings
from extractors.isolation import Limits, read_isolated, reread_isolated
from extractors.readers.pdf.ocr.tesseract import version as ocr_version
from flows.versions import code_version
from rules import call_folder, judge, load_call
from schemas import Document, Finding, Proposal, RecordKey, Submission
from schemas.errors import InputRejected, ReadingFailed


class Examination:
    """Reads, extracts and judges submissions under one call."""

    def __init__(self, call: str, limits: Limits | None = None) -> None:
        """Load a call by its id or its path.

        Raises:
            CallError: there is no such call, or its pack is wrong.
        """
        self.call = load_call(call)
        self.limits = limits or Limits()
        self._assigner = AreaAssigner(self.call, call_folder(call) / "areas")
        # What Tesseract reads is part of a record: installing it later makes a new one.
        ocr = ocr_version()
        self._model_version = self._assigner.version if ocr is None else f"{self._assigner.version}+{ocr}"

    def key_of(self, sha256: str) -> RecordKey:
        """The key that a record of these bytes gets."""
        return RecordKey(
            sha256=sha256,
            call_id=self.call.id,
            call_version=self.call.version,
            code_version=code_version(),
            model_version=self._model_version,
        )

    def read(self, path: Path) -> Document:
        """Read a file in a process of its own.

        Raises:
            SimsaError: why it could not be read.
        """
        return read_isolated(path, self.limits)

    def judge(
        self, document: Document, submission: Submission, path: Path | None = None
    ) -> tuple[Proposal, tuple[Finding, ...]]:
        """Extract a document's proposal and hold it against the call.

        With the path of its file, cells of a PDF that its sums point at are read again before the plan is blamed.
        """
        proposal = extract(document, self.call, self._assigner)
        if path is not None:
            proposal = self._looked_at_again(proposal, path)
        return proposal, judge(proposal, submission, self.call)

    def _looked_at_again(self, proposal: Proposal, path: Path) -> Proposal:
        places = places_to_read_again(proposal.budget)
        if not places:
            return proposal
        try:
            readings = reread_isolated(path, places, self.limits)
        except (InputRejected, ReadingFailed):
            # Without a second look the cells stay open, which their repairs say; the first reading stands.
            return proposal
        return with_other_readings(proposal, dict(zip(places, readings, strict=True)))
