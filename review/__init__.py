"""What reviewers see."""

from review.pages import write_pages

__all__ = ["write_pages"]
