"""`python -m tests.equivalence`: compare what the samples give with the lists of the repository, or write the lists.

    python -m tests.equivalence                                   the samples against the repository's lists
    python -m tests.equivalence --write                           write the repository's lists anew
    python -m tests.equivalence --write --out FILE [FOLDER ...]   one list, of other folders, outside of the repository
    python -m tests.equivalence --against FILE [FOLDER ...]       compare with such a list
    python -m tests.equivalence ... --texts DIR                   keep what was hashed, to `diff -r` with another's

Exit codes: 0 equal or written, 1 something moved.
"""

import argparse
import sys
from pathlib import Path

from tests.equivalence.hash_lists import (
    differences,
    of_sets,
    read_list,
    repository_lists,
    write_list,
    write_repository_lists,
)
from tests.equivalence.measuring import hashes_of_folders, hashes_of_samples, set_name


def main(words: list[str]) -> int:
    """Do what the words ask for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.equivalence", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="instead of the samples")
    parser.add_argument("--write", action="store_true", help="write the list anew")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to, instead of the repository's lists")
    parser.add_argument("--against", type=Path, metavar="FILE", help="what to compare with, instead of those")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="keep what was hashed in a folder")
    parser.add_argument("-j", dest="processes", type=int, default=2, metavar="N", help="processes (2)")
    asked = parser.parse_args(words)
    if asked.folders and not (asked.out or asked.against):
        parser.error("folders are no part of the repository's lists: name a list with --out or --against")
    hashes = (
        hashes_of_folders(asked.folders, asked.processes, asked.texts)
        if asked.folders
        else hashes_of_samples(asked.processes, asked.texts)
    )
    if asked.write:
        if asked.out:
            write_list(hashes, asked.out)
        else:
            write_repository_lists(hashes)
        return 0
    before = read_list(asked.against) if asked.against else repository_lists()
    if asked.folders:
        before = of_sets(before, [set_name(folder.resolve()) for folder in asked.folders])
    moved = differences(before, hashes)
    sys.stdout.write("\n".join(moved or [f"all {len(hashes)} equal"]) + "\n")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
