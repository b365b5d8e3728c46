#!/usr/bin/env python
"""The Django entrance: a misconfiguration or a server away ends with one sentence."""

import gc
import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    # What a start makes stays: looking through it for garbage again and again takes a while.
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from yggdrasil.management.sentences import sentence_of

        sentence = "" if "--traceback" in sys.argv else sentence_of(error)
        if not sentence:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
