"""What reviewers see."""

from review.pages.writer import write_pages

__all__ = ["write_pages"]
