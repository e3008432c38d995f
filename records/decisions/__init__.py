"""What reviewers decide beside what was found: corrected areas, overridden values and verdicts."""
