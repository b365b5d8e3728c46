"""`manage.py split_databases`: split a predecessor's database into the homes."""

import gc
import signal
import sys
from argparse import ArgumentParser
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pymongo.errors import PyMongoError

from yggdrasil import clock
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.progress import QUIET, Progress, TerminalProgress
from yggdrasil.cutover.sources.opening import open_source
from yggdrasil.cutover.sources.source import Source
from yggdrasil.cutover.splitting import report
from yggdrasil.cutover.splitting.helper import Helper
from yggdrasil.cutover.splitting.outcome import Outcome
from yggdrasil.cutover.splitting.split import Split
from yggdrasil.errors import YggdrasilError

_INTERRUPTED = 130
# App and name.
_Migration = tuple[str, str]


class Command(BaseCommand):
    """Fill the homes from a predecessor; run again, it goes on, or finds nothing to do."""

    # They look at URLs and views, which are not used here, and take a while.
    requires_system_checks = ()
    help = (
        "Splits a predecessor's database (live, or a folder of <collection>.jsonl) into the homes. "
        "Goes on where an earlier run stopped. Exit code 0 only if everything is verified."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the source and how to treat it."""
        parser.add_argument("--source-uri", help="server of the predecessor's database")
        parser.add_argument("--source-db", help="name of the predecessor's database")
        parser.add_argument("--source-dir", help="folder of <collection>.jsonl files")
        parser.add_argument("--dry-run", action="store_true", help="read, find, write nothing")
        parser.add_argument("--report", help="file for the report, as JSON")
        parser.add_argument("--alone", action="store_true", help="use one process, not two")
        parser.add_argument("--batch-size", default="1000", help="documents at a time (1000)")

    def handle(self, **options: Any) -> None:
        """Split, and say what became of it.

        Args:
            options: see `add_arguments`.

        Raises:
            CommandError: with one sentence, if the homes are not verified in the end.
        """
        signal.signal(signal.SIGTERM, _interrupt)
        # Documents come and go in great numbers and hold no cycles; what is here now stays.
        gc.freeze()
        gc.set_threshold(500_000, 50, 100)
        try:
            self._split(options)
        except (YggdrasilError, PyMongoError) as error:
            raise CommandError(_sentence(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Run the same command again to go on where it stopped.")
            sys.exit(_INTERRUPTED)

    def _split(self, options: dict[str, Any]) -> None:
        batch_size = _batch_size(options["batch_size"])
        path = Path(options["report"]) if options["report"] else None
        if path:
            report.check_writable(path)
        # Before the fork, so that neither process has to load what the other has.
        told = chapters()
        helper = self._helper(options, batch_size)
        progress = TerminalProgress()
        try:
            with (
                ThreadPoolExecutor(1, thread_name_prefix="cutover-migrations") as other,
                closing(_open(options, progress)) as source,
            ):
                # Read while the server counts, and once, not once a home.
                migrations = other.submit(_migrations)
                split = Split(
                    source,
                    told,
                    batch_size=batch_size,
                    progress=progress,
                    say=self._say,
                    helper=helper,
                    # Nobody sees these figures but in a report.
                    is_surveyed=path is not None,
                )
                self._run(split, source, path, migrations, is_dry=options["dry_run"])
        finally:
            if helper:
                helper.stop()

    def _say(self, line: str) -> None:
        """Write a line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()

    def _helper(self, options: dict[str, Any], batch_size: int) -> Helper | None:
        """Fork now, while nothing is connected; a folder's disk file cannot be shared."""
        if options["alone"] or options["dry_run"] or options["source_dir"]:
            return None
        return Helper.start(partial(_open, options, QUIET), batch_size=batch_size)

    def _run(
        self,
        split: Split,
        source: Source,
        path: Path | None,
        migrations: Future[set[_Migration]],
        *,
        is_dry: bool,
    ) -> None:
        began_at = clock.now()
        self._say(f"Predecessor: {source.name}, {sum(split.library.counts.values()):,} documents.")
        if not is_dry:
            self._migrate(migrations.result())
        outcome = split.plan() if is_dry else split.run()
        if path:
            report.write(path, outcome, began_at=began_at, ended_at=clock.now())
        self._tell(outcome, path)
        if outcome.faults:
            raise CommandError("Not verified. " + " ".join(outcome.faults))

    def _migrate(self, wanted: set[_Migration]) -> None:
        for alias in connections:
            if wanted - MigrationRecorder(connections[alias]).applied_migrations().keys():
                self._say("Migrating the homes first.")
                call_command("migrate_all", verbosity=0, stdout=self.stdout)
                return

    def _tell(self, outcome: Outcome, path: Path | None) -> None:
        for verdict in outcome.verdicts:
            if verdict.meant.count or not verdict.is_good:
                mark = "" if verdict.found is None else ("  ok" if verdict.is_good else "  changed")
                where = f"{verdict.alias}.{verdict.table}"
                self._say(f"{where:<40}{verdict.meant.count:>12,}{mark}")
        library = outcome.library
        for name, reason in library.ignored().items():
            self._say(f"Left behind: {name} ({library.counts[name]:,}). {reason}")
        for name, count in library.unknown().items():
            self._say(f"Unknown: {name} ({count:,}). It stays where it is.")
        for note in library.source.notes():
            self._say(note)
        self._say(_ENDINGS[outcome.state])
        if path:
            self._say(f"Report: {path}")


_ENDINGS = {
    "planned": "Planned. Nothing was written.",
    "verified": "Verified: every document is in its home, as it was meant to be.",
    "unchanged": "Nothing to do: the homes hold what this source was split into.",
    "failed": "NOT verified.",
}


def _migrations() -> set[_Migration]:
    return set(MigrationLoader(None).graph.nodes)


def _open(options: dict[str, Any], progress: Progress) -> Source:
    return open_source(
        uri=options["source_uri"],
        database=options["source_db"],
        folder=options["source_dir"],
        progress=progress,
    )


def _batch_size(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(f"--batch-size is wrong: {text!r} is not a whole number from 1 on.")
    return int(text)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _sentence(error: YggdrasilError | PyMongoError) -> str:
    if isinstance(error, YggdrasilError):
        return error.message
    return (
        f"A server cannot be used: {str(error).splitlines()[0]:.300} "
        "Nothing is lost; once it answers, run the same command again to go on."
    )
