#!/usr/bin/env python
"""The Django entrance: a misconfiguration or a server away ends with one sentence."""

import gc
import os
import sys

# What only moves documents needs neither pages nor tasks, and starts sooner without.
_MOVERS = {"split_databases", "merge_databases"}


def main() -> None:
    """Run the management command named on the command line."""
    # What a start makes stays: there is no garbage in it worth looking for.
    gc.set_threshold(200_000, 20, 20)
    settings = "cutover" if _MOVERS.intersection(sys.argv[1:2]) else "main"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"config.settings.{settings}")

    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from yggdrasil.management.sentences import sentence_of

        sentence = "" if "--traceback" in sys.argv else sentence_of(error)
        if not sentence:
            raise
        sys.exit(sentence)
    finally:
        if "pymongo" in sys.modules:
            from yggdrasil.management.leaving import leave_at_once

            leave_at_once()


if __name__ == "__main__":
    main()
